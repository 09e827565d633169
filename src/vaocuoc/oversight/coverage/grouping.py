"""Which group tasks and indicators belong to (nhóm việc lớn), as their own documents say; the filter of their lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When

from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage.models import Group, Mark
from vaocuoc.tracking.intake.models import Deed, Descent, TaskSource
from vaocuoc.tracking.models import Indicator, Target, Task

_LIVES = Q(withdrawn_at__isnull=True) | Q(superseded_by__isnull=False)
"""Targets in force, and those that a later decision only changed."""


@dataclass(frozen=True)
class Marked:
    """The group of a task or target, and the document that says so; None where it was entered by hand for none."""

    group: str
    document: Document | None

    @property
    def words(self) -> str:
        return str(Group(self.group).label)


def marks_of_tasks(tasks: Iterable[Task], sources: Mapping[int, Mapping[int, int]]) -> dict[int, list[Marked]]:
    """By task its groups, each as one document says; two queries. A sentence's mark comes before the task's own."""
    keys = {finding for of in sources.values() for finding in of}
    copies = _copies(keys)
    by_finding, by_task = _standing(Q(finding__in=keys | set(copies)) | Q(task__in=[task.pk for task in tasks]), copies)
    found = {}
    for task in tasks:
        said = [one for finding in sources.get(task.pk, {}) for one in by_finding.get(finding, [])]
        if said or task.pk in by_task:
            found[task.pk] = said or [by_task[task.pk]]
    return found


def marks_of_indicator(indicator: Indicator) -> list[Marked]:
    """The groups of an indicator, each as one document says that set a target for it; three queries."""
    targets = Target.objects.filter(_LIVES, indicator=indicator)
    # A target given to thousands of units came of few sentences: those of the leading one first, then as they came.
    beside = Case(When(headline=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    of = targets.filter(finding__isnull=False).order_by().values("finding")
    ordered = of.annotate(beside=Min(beside), first=Min("pk")).order_by("beside", "first")
    findings = dict.fromkeys(ordered.values_list("finding", flat=True))
    copies = _copies(findings)
    said, _tasks = _standing(Q(finding__in=findings.keys() | copies.keys()), copies)
    own = (
        Mark.objects.filter(target__in=targets.order_by().values("pk"))
        .select_related("target__document")
        .order_by("-pk")
    )
    found = [one for key in findings for one in said.get(key, [])]
    found += [Marked(one.group, one.target.document) for one in own if one.target]
    return list(dict.fromkeys(found))


def groups_of_targets(targets: Iterable[Target]) -> dict[int, str]:
    """By target the group that its own document marked it as belonging to; one query."""
    targets = list(targets)
    findings = [one.finding_id for one in targets if one.finding_id]
    mine = Q(finding__in=findings) | Q(target__indicator__in={one.indicator_id for one in targets})
    by_finding: dict[int, str] = {}
    by_aim: dict[tuple[int | None, int], str] = {}
    for group, finding, document, indicator in (
        Mark.objects.filter(mine)
        .order_by("pk")
        .values_list("group", "finding", "target__document", "target__indicator")
    ):
        if finding:
            by_finding[finding] = group
        else:
            by_aim[document, indicator] = group
    found = {
        one.pk: by_finding.get(one.finding_id) if one.finding_id else by_aim.get((one.document_id, one.indicator_id))
        for one in targets
    }
    return {pk: group for pk, group in found.items() if group}


# --- as a filter of lists ---------------------------------------------------------------------------------------------


def tasks_in(group: str) -> Q:
    """The tasks of a group (lọc nhiệm vụ theo nhóm), as a condition."""
    said = _said(group)
    further = TaskSource.objects.filter(finding__in=said)
    own = Mark.objects.filter(group=group, task__isnull=False)
    return (
        Q(pk__in=own.values("task"))
        | Q(pk__in=further.values("task"))
        | Q(finding__in=said)
        | Q(finding__in=_carried_from(said))
    )


def indicators_in(group: str) -> Q:
    """The indicators a target of which is in a group (lọc chỉ tiêu theo nhóm), as a condition."""
    said = _said(group)
    own = Mark.objects.filter(group=group, target__isnull=False)
    marked = Q(pk__in=own.values("target")) | Q(finding__in=said) | Q(finding__in=_carried_from(said))
    return Q(pk__in=Target.objects.filter(_LIVES, marked).order_by().values("indicator"))


# --- within -----------------------------------------------------------------------------------------------------------


def _said(group: str) -> QuerySet[Mark, int]:
    """The sentences of a group."""
    return Mark.objects.filter(group=group, finding__isnull=False).values_list("finding", flat=True)


def _carried_from(findings: QuerySet[Mark, int]) -> QuerySet[Descent, int]:
    """The sentences of earlier papers for which these stand."""
    carried = Descent.objects.filter(deed=Deed.CARRY, undone_at=None, finding__in=findings)
    return carried.values_list("origin", flat=True)


def _copies(findings: Iterable[int]) -> dict[int, int]:
    """What later papers carried over from these, and from which."""
    rows = Descent.objects.filter(deed=Deed.CARRY, undone_at=None, origin__in=set(findings))
    return dict(rows.values_list("finding", "origin"))


def _standing(which: Q, copies: Mapping[int, int]) -> tuple[dict[int, list[Marked]], dict[int, Marked]]:
    """Marks by sentence (those of copies by what they stand for), and by task; two queries."""
    by_finding: dict[int, list[Marked]] = {}
    by_task: dict[int, Marked] = {}
    names = ("group", "finding", "finding__document", "task", "task__document")
    marks = list(Mark.objects.filter(which).order_by("pk").values_list(*names))
    papers = Document.objects.defer("folded").in_bulk(
        {pk for _group, _finding, of, _task, at in marks for pk in (of, at) if pk}
    )
    for group, finding, of, task, at in marks:
        if finding is not None:
            by_finding.setdefault(copies.get(finding, finding), []).append(Marked(group, papers[of]))
        elif task is not None:
            by_task[task] = Marked(group, papers.get(at))
    return by_finding, by_task
