"""What accepted findings became (đã thành gì trong sổ): tasks, targets, figures, shortcomings, proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.documents.models import Finding, FindingKind, FindingState
from vaocuoc.tracking.indicators.models import Observation, Target
from vaocuoc.tracking.intake.models import Deed, Descent, TaskSource
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming
from vaocuoc.tracking.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Became:
    """The thing that a finding became: its short name and its page."""

    label: str
    url: str


def became_of(findings: Iterable[Finding]) -> dict[int, Became]:
    """What accepted findings became, by their ids: one query for each kind that occurs, two more for links."""
    accepted = {one.pk: one.kind for one in findings if one.state == FindingState.ACCEPTED}
    if not accepted:
        return {}
    carried = Descent.objects.filter(finding__in=accepted, deed=Deed.CARRY, undone_at=None)
    root = dict(carried.values_list("finding", "origin"))
    asked: dict[str, list[int]] = defaultdict(list)
    for pk, kind in accepted.items():
        asked[kind].append(root.get(pk, pk))
    made: dict[int, Became] = {}
    for kind, ids in asked.items():
        made.update(_BECAME[kind](ids) if kind in _BECAME else {})
    return {pk: made[root.get(pk, pk)] for pk in accepted if root.get(pk, pk) in made}


def _tasks(ids: list[int]) -> dict[int, Became]:
    linked = TaskSource.objects.filter(finding__in=ids).values_list("finding", "task__code", "task")
    own = Task.objects.filter(finding__in=ids).values_list("finding", "code", "pk")
    found = {pk: Became(_("Thêm nguồn cho %(code)s") % {"code": code}, _task(task)) for pk, code, task in linked}
    found.update({pk: Became(_("Nhiệm vụ %(code)s") % {"code": code}, _task(task)) for pk, code, task in own})
    return found


def _task(pk: int) -> str:
    return reverse("tasks:detail", args=[pk])


def _targets(ids: list[int]) -> dict[int, Became]:
    rows = Target.objects.filter(finding__in=ids, withdrawn_at__isnull=True)
    return {
        finding: Became(_("Chỉ tiêu %(code)s") % {"code": code}, reverse("indicators:detail", args=[pk]))
        for finding, code, pk in rows.values_list("finding", "indicator__code", "indicator")
    }


def _observations(ids: list[int]) -> dict[int, Became]:
    rows = Observation.objects.filter(finding__in=ids)
    return {
        finding: Became(_("Số liệu của %(code)s") % {"code": code}, reverse("indicators:detail", args=[pk]))
        for finding, code, pk in rows.values_list("finding", "indicator__code", "indicator")
    }


def _shortcomings(ids: list[int]) -> dict[int, Became]:
    rows = Shortcoming.objects.filter(finding__in=ids).values_list("finding", flat=True)
    return {finding: Became(_("Sổ hạn chế"), reverse("shortcomings:list")) for finding in rows}


def _proposals(ids: list[int]) -> dict[int, Became]:
    rows = Proposal.objects.filter(finding__in=ids).values_list("finding", flat=True)
    return {finding: Became(_("Sổ kiến nghị"), reverse("shortcomings:proposals")) for finding in rows}


_BECAME: dict[str, Callable[[list[int]], dict[int, Became]]] = {
    FindingKind.TASK: _tasks,
    FindingKind.TARGET: _targets,
    FindingKind.RESULT: _observations,
    FindingKind.SHORTCOMING: _shortcomings,
    FindingKind.PROPOSAL: _proposals,
}
