"""The first document of an empty site, step by step (văn bản đầu tiên): what is done, what comes next, where.

Shown on the board to whoever may hand documents in, until the first paper has become work and another has come.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding, FindingState, ReadingState
from vaocuoc.documents.readings.queries import REVIEWED_KINDS, newest_reading
from vaocuoc.tracking.tasks.access import visible_tasks

STEPS = ("upload", "read", "review", "assign", "board")


@dataclass(frozen=True)
class GuideStep:
    """One step: ``done``, the one to do ``now``, or later; ``address`` leads to where it is done.

    ``part`` of ``whole`` counts decided findings, ``failed`` that the paper could not be read.
    """

    code: str
    number: int
    done: bool
    now: bool
    address: str = ""
    part: int = 0
    whole: int = 0
    failed: bool = False


def first_document(actor: Actor) -> list[GuideStep] | None:
    """The five steps with their state; None once the site is past them. One query where it is, at most five before."""
    if not actor.may_somewhere(Action.UPLOAD):
        return None
    papers = list(visible_documents(actor).order_by("pk")[:2])
    if len(papers) > 1:
        return None
    has_work = visible_tasks(actor).exists()
    if not papers:
        return None if has_work else _steps({}, {"upload": reverse("library:upload")})
    paper = papers[0]
    reading = newest_reading(paper)
    is_read = reading is not None and reading.state == ReadingState.DONE
    decided, found = _decided(paper) if is_read else (0, 0)
    if is_read and has_work and decided == found:
        return None
    done = {"upload": True, "read": is_read, "review": is_read and decided == found, "assign": has_work}
    page = reverse("library:document", args=[paper.pk])
    review = reverse("intake:review", args=[paper.pk])
    addresses = {"upload": page, "read": page, "review": review, "assign": reverse("tasks:list")}
    failed = reading is not None and reading.state == ReadingState.FAILED
    return _steps(done, addresses, part=decided, whole=found, failed=failed)


def _decided(paper: Document) -> tuple[int, int]:
    counted = Finding.objects.filter(document=paper, kind__in=REVIEWED_KINDS).aggregate(
        found=Count("pk"), decided=Count("pk", filter=~Q(state=FindingState.OPEN))
    )
    return counted["decided"], counted["found"]


def _steps(
    done: dict[str, bool], addresses: dict[str, str], *, part: int = 0, whole: int = 0, failed: bool = False
) -> list[GuideStep]:
    present = next((code for code in STEPS if not done.get(code)), "")
    return [
        GuideStep(
            code,
            number,
            done=done.get(code, False),
            now=code == present,
            address=addresses.get(code, ""),
            part=part,
            whole=whole,
            failed=failed and code == "read",
        )
        for number, code in enumerate(STEPS, start=1)
    ]
