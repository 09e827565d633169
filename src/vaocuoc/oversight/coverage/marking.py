"""Marking targets and tasks as breakthroughs, key tasks, term-long programmes of their documents (đánh dấu nhóm).

What a review accepted is marked by its finding, from wherever it is marked; so nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, QuerySet

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.oversight.coverage.models import Group, Mark
from vaocuoc.tracking.intake.models import TaskSource
from vaocuoc.tracking.models import Indicator, Target, Task

_HEADINGS = {
    Group.PROGRAMME: "chuong trinh toan khoa",
    Group.BREAKTHROUGH: "dot pha",
    Group.KEY: "trong tam",
}


def proposed(section: str) -> str:
    """The group that a heading of the document speaks of (nhóm đề xuất theo đề mục); empty where of none, or of two."""
    folded = fold(section)
    found = [group for group, words in _HEADINGS.items() if words in folded]
    return str(found[0].value) if len(found) == 1 else ""


# --- from the document ------------------------------------------------------------------------------------------------


def mark(
    *,
    actor: Actor,
    document: Document,
    group: str,
    findings: Collection[int] = (),
    tasks: Collection[int] = (),
    targets: Collection[int] = (),
) -> int:
    """Mark targets and tasks of a document in bulk; an empty group takes the mark off. Gives how many.

    ``findings`` are accepted ones; ``tasks`` and ``targets`` what was entered by hand for the document.
    Raises ``Refused``: ``access.denied``, ``coverage.unknown_group``, ``coverage.none_chosen``.
    """
    actor.require(Action.ASSIGN, document.keeper_id)
    _known(group)
    with transaction.atomic():
        accepted = _accepted().filter(document=document, pk__in=findings)
        given = Task.objects.filter(document=document, finding__isnull=True, pk__in=tasks)
        aimed = Target.objects.filter(document=document, finding__isnull=True, pk__in=targets, withdrawn_at=None)
        keys = _Keys(*(set(rows.values_list("pk", flat=True)) for rows in (accepted, given, aimed)))
        if not keys.count:
            raise Refused("coverage.none_chosen")
        _put(actor, keys, group)
        record(actor, "coverage.mark", document, count=keys.count, group=_label(group))
    return keys.count


# --- from the page of a task, of an indicator; from the list ----------------------------------------------------------


def mark_task(*, actor: Actor, task: Task, group: str) -> None:
    """Mark a task (đánh dấu nhiệm vụ): by the sentences it came of where there are any, else itself.

    Raises ``Refused``: ``access.denied``, ``coverage.unknown_group``.
    """
    if refused := mark_tasks(actor=actor, tasks=[task], group=group).get(task.pk):
        raise refused


def mark_tasks(*, actor: Actor, tasks: Sequence[Task], group: str) -> dict[int, Refused]:
    """The same for many at once; gives why some were refused, by their keys. The queries do not grow with them."""
    actor = actor.remembering()  # nothing here touches anybody's rights
    refused: dict[int, Refused] = {}
    keys, marked = _Keys(), []
    with transaction.atomic():
        sources = sources_of(tasks)
        for task in tasks:
            try:
                own = _own_of(actor, task.keeper_id, sources.get(task.pk, {}))
                _known(group)
            except Refused as reason:
                refused[task.pk] = reason
                continue
            keys.findings.update(own)
            keys.tasks.update(() if own else (task.pk,))
            marked.append(task)
        _put(actor, keys, group)
        Mark.objects.filter(task__in=[task.pk for task in marked if task.pk not in keys.tasks]).delete()
        record_all(actor, "coverage.mark", [(task, {"group": _label(group)}) for task in marked])
    return refused


def mark_target(*, actor: Actor, target: Target, group: str) -> None:
    """Mark a target (đánh dấu mục tiêu): by the sentence that set it where there is one, else itself.

    Raises ``Refused``: ``access.denied``, ``coverage.unknown_group``.
    """
    with transaction.atomic():
        indicator = Indicator.objects.get(pk=target.indicator_id)
        source = _accepted().filter(pk=target.finding_id or 0).values_list("pk", "document__keeper")
        keys = _own_of(actor, indicator.keeper_id, dict(source))
        _known(group)
        _put(actor, _Keys(keys, set(), {target.pk} if not keys else set()), group)
        record(actor, "coverage.mark", indicator, group=_label(group))


def follow_regrouping(origins: Sequence[Finding], made: Sequence[Finding]) -> None:
    """What sentences were split or merged into keeps their mark (tách, gộp giữ nhóm), as who marked them put it.

    Of sentences of two groups nobody can tell which holds for the whole: it has none until a person marks it. Called in
    the transaction of the split or merge (``settings.REGROUPING_FOLLOWERS``).
    """
    marks = list(Mark.objects.filter(finding__in=[one.pk for one in origins]).order_by("pk"))
    if len({one.group for one in marks}) != 1:
        return
    by = {name: getattr(marks[0], name) for name in ("group", "marked_by_id", "marked_as_id", "marked_at")}
    Mark.objects.bulk_create(Mark(finding=one, **by) for one in made)


def may_mark(actor: Actor, keeper: int, sources: Mapping[int, int]) -> bool:
    """Whether one may mark what came of these sentences (with the keepers of their papers), else what one keeps."""
    return any(actor.may(Action.ASSIGN, one) for one in (sources.values() or (keeper,)))


def sources_of(tasks: Iterable[Task]) -> dict[int, dict[int, int]]:
    """By task the accepted sentences it came of, each with the keeper of its paper; two queries."""
    tasks = list(tasks)
    pairs = [(task.pk, task.finding_id) for task in tasks if task.finding_id]
    further = TaskSource.objects.filter(task__in=[task.pk for task in tasks])
    pairs += further.order_by("pk").values_list("task", "finding")
    keepers = dict(_accepted().filter(pk__in={key for _task, key in pairs}).values_list("pk", "document__keeper"))
    found: dict[int, dict[int, int]] = {}
    for task, finding in pairs:
        if finding in keepers:
            found.setdefault(task, {})[finding] = keepers[finding]
    return found


# --- within -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Keys:
    findings: set[int] = field(default_factory=set)
    tasks: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.findings) + len(self.tasks) + len(self.targets)


def _accepted() -> QuerySet[Finding]:
    return Finding.objects.filter(state=FindingState.ACCEPTED, kind__in=(FindingKind.TARGET, FindingKind.TASK))


def _known(group: str) -> None:
    if group and group not in Group.values:
        raise Refused("coverage.unknown_group", value=group)


def _label(group: str) -> str:
    return str(Group(group).label) if group else "–"


def _own_of(actor: Actor, keeper: int, sources: Mapping[int, int]) -> set[int]:
    """The sentences that one may mark; none where there are none at all. Raises ``Refused("access.denied")``."""
    mine = {finding for finding, of in sources.items() if actor.may(Action.ASSIGN, of)}
    if not mine:
        actor.require(Action.ASSIGN, next(iter(sources.values()), keeper))
    return mine


def _put(actor: Actor, keys: _Keys, group: str) -> None:
    """Replace the marks of these; what a sentence says takes the place of its tasks' own marks.

    They are held meanwhile, in the order of their keys: two who mark the same thing at once wait for each other.
    """
    for model, some in ((Finding, keys.findings), (Task, keys.tasks), (Target, keys.targets)):
        held = model._default_manager.filter(pk__in=some).order_by("pk").select_for_update(of=("self",))
        list(held.values_list("pk"))
    from_there = TaskSource.objects.filter(finding__in=keys.findings).values("task")
    aimed = Target.objects.filter(pk__in=keys.targets)
    again = Q(target__document__in=aimed.values("document")) | Q(target__document__isnull=True)
    gone = Q(finding__in=keys.findings) | Q(task__in=keys.tasks)
    gone |= Q(task__finding__in=keys.findings) | Q(task__in=from_there)
    gone |= Q(target__in=keys.targets) | again & Q(target__indicator__in=aimed.values("indicator"))
    Mark.objects.filter(gone).delete()
    if group:
        by = {"group": group, "marked_by": actor.user, "marked_as": actor.post}
        Mark.objects.bulk_create(
            [
                *(Mark(finding_id=pk, **by) for pk in sorted(keys.findings)),
                *(Mark(task_id=pk, **by) for pk in sorted(keys.tasks)),
                *(Mark(target_id=pk, **by) for pk in sorted(keys.targets)),
            ]
        )
