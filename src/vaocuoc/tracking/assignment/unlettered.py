"""Papers whose tasks were given on but stand in no letter of assignment yet (việc đã giao chưa có công văn)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.assignment.models import LetterTask
from vaocuoc.tracking.assignment.queries import from_above
from vaocuoc.tracking.registers import registers_of
from vaocuoc.tracking.tasks.models import Task


@dataclass(frozen=True, slots=True)
class WithoutLetter:
    """A paper whose running tasks no letter gives: how many (việc), of how many leads (đầu mối)."""

    document: Document
    tasks: int
    leads: int


def papers_without_letter(actor: Actor) -> QuerySet[Document]:
    """The papers from above that gave running tasks which stand in no letter yet, the newest first.

    What the office issues itself (a programme, a conclusion) gives its tasks itself. Those of the registers in which
    the actor gives tasks: the same tasks that the plan of the paper makes a letter of.
    """
    if not actor.may_somewhere(Action.ASSIGN):
        return Document.objects.none()
    kept = registers_of(actor).order_by().values("pk")
    papers = visible_documents(actor).filter(Exists(_tasks().filter(document=OuterRef("pk"))), keeper__in=kept)
    return from_above(papers).papers.select_related("keeper").defer("folded").order_by("-issued_on", "-pk")


def counted(papers: Iterable[Document]) -> list[WithoutLetter]:
    """The same papers with what each lacks; one query whatever their number."""
    papers = list(papers)
    rows = _tasks().filter(document__in=[paper.pk for paper in papers]).order_by().values_list("document")
    found = rows.annotate(
        tasks=Count("pk"),
        units=Count("lead_unit", distinct=True),
        posts=Count("lead_post", distinct=True),
    )
    numbers = {document: (tasks, units + posts) for document, tasks, units, posts in found}
    return [WithoutLetter(paper, *numbers.get(paper.pk, (0, 0))) for paper in papers]


def _tasks() -> QuerySet[Task]:
    """The running tasks of papers that no letter gives; turns are given with the regular task."""
    given = Exists(LetterTask.objects.filter(task=OuterRef("pk")))
    return Task.objects.filter(~given, document__isnull=False, closure="", turn__isnull=True)
