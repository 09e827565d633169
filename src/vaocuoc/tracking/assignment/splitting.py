"""One task for many units (tách cho từng đơn vị): a general line is kept, and under it each unit gets its own task.

Papers address findings to a kind of units ("các đảng ủy xã, phường"); someone must answer in each of them. The general
line closes by its own evidence, never because the units are done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit, UnitKind, UnitReach
from vaocuoc.directory.organisations.queries import UnitGroup, living_units, units_of_phrase
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Finding
from vaocuoc.notices.operations import notify_all
from vaocuoc.tracking.intake.operations import accept_finding
from vaocuoc.tracking.numbering import next_codes
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task, TaskParty
from vaocuoc.tracking.tasks.operations import check_task, folded_words
from vaocuoc.tracking.tasks.receivers import lead_of, message

MOST = 1_000
_IN_BULK = 200
_COPIED = (
    "title", "product", "product_level", "product_receiver", "resources", "follower_id", "authority", "urgency",
    "received_on", "received_is_estimated", "deadline_kind", "due", "no_due_reason", "days_after_issue", "condition",
    "recurrence", "document_id", "finding_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choosable:
    """A kind of units that a register can give work to, and how many of them there are."""

    group: UnitGroup
    number: int

    @property
    def code(self) -> str:
        """How an address names it."""
        return f"{self.group.kind}-{self.group.level}"


@dataclass(frozen=True, slots=True)
class Own:
    """What is a unit's own in work given to many (hạn, sản phẩm riêng); empty is what the general line says."""

    due: date | None = None
    product: str = ""


def units_below(keeper: Unit, *, today: date) -> QuerySet[Unit]:
    """The living units below a register's own, whatever the order of relations."""
    reach = UnitReach.objects.filter(ancestor=keeper).exclude(depth=0).exclude(kind=UnitReach.SUCCESSION)
    return living_units(today).filter(pk__in=reach.values("descendant_id")).exclude(kind=UnitKind.TERRITORY)


def kinds_below(keeper: Unit, *, today: date) -> list[Choosable]:
    """The kinds of units that stand below a register's own with more than one of them, the most first; one query."""
    counted = units_below(keeper, today=today).order_by().values("kind", "level").annotate(number=Count("pk"))
    found = [Choosable(UnitGroup(row["kind"], row["level"]), row["number"]) for row in counted if row["number"] > 1]
    return sorted(found, key=lambda one: (-one.number, one.code))


def kind_of_words(words: str) -> str:
    """The kind of units that words address, as :attr:`Choosable.code`; empty where they address none."""
    group = units_of_phrase(words)
    return f"{group.kind}-{group.level}" if group else ""


def split_task(
    *, actor: Actor, task: Task, units: Sequence[Unit], today: date, own: Mapping[int, Own] | None = None
) -> list[Task]:
    """Give each of these units its own task under a task of the register (tách nhiệm vụ), all of them or none.

    What the general line says is said to each, and its deadline, but for what is a unit's ``own``. A unit that has such
    a task already is passed over, so that doing it again gives nothing twice. One audit entry for each task and one for
    the general line; each unit is told, in a constant number of queries.

    Raises ``Refused``: ``access.denied``, ``tasks.closed``, ``assignment.no_units``, ``assignment.too_many_units``,
    ``assignment.split_already``, and what ``create_task`` raises.
    """
    actor.require(Action.ASSIGN, task.keeper_id)
    chosen = {unit.pk: unit for unit in units}
    if not chosen:
        raise Refused("assignment.no_units")
    if len(chosen) > MOST:
        raise Refused("assignment.too_many_units", count=len(chosen), most=MOST)
    with transaction.atomic():
        task = Task.objects.select_for_update(of=("self",)).select_related("keeper", "document").get(pk=task.pk)
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            raise Refused("tasks.closed", task=task.code)
        having = units_with_one(task)
        wanted = [unit for pk, unit in chosen.items() if pk not in having]
        if not wanted:
            raise Refused("assignment.split_already", count=len(chosen))
        made = [_child(actor, task, unit, (own or {}).get(unit.pk, Own())) for unit in wanted]
        codes = next_codes(Task.objects.filter(keeper=task.keeper_id), task.keeper, "NV")
        for child in made:
            child.code = next(codes)
            child.folded = folded_words(child)
        Task.objects.bulk_create(made, batch_size=_IN_BULK)
        _copy_parties(task, made)
        due = task.due.isoformat() if task.due else None
        given = [(one, {"code": one.code, "due": due, "lead": str(one.lead_unit)}) for one in made]
        record_all(actor, "tasks.assign", given)
        record(actor, "tasks.split", task, code=task.code, count=len(made))
        notify_all(
            actor,
            [message(one, "tasks.given" if one.due else "tasks.given_without_day", lead_of(one)) for one in made],
        )
    return made


def give_to_each(
    *, actor: Actor, finding: Finding, version: int, fields: dict[str, Any], units: Sequence[Unit], today: date
) -> tuple[Task, list[Task]]:
    """Accept a task found as the general line, with ``fields`` as the review accepts it, and split it at once.

    Raises what ``accept_finding`` and :func:`split_task` raise; then nothing has been written.
    """
    actor.require(Action.ASSIGN, finding.document.keeper_id)
    if not units:
        raise Refused("assignment.no_units")
    with transaction.atomic():
        accept_finding(actor=actor, finding_id=finding.pk, version=version, fields=fields, today=today)
        general = Task.objects.select_related("keeper", "document").filter(finding=finding).latest("pk")
        return general, split_task(actor=actor, task=general, units=units, today=today)


def units_with_one(task: Task) -> set[int]:
    """The units that have their own task under a general line already; one query."""
    children = Task.objects.filter(parent=task, lead_unit__isnull=False).exclude(closure=Closure.CANCELLED)
    return {pk for pk in children.values_list("lead_unit_id", flat=True) if pk is not None}


def general_lead(actor: Actor, keeper: Unit) -> Unit | Post:
    """Who answers for the general line where nobody is chosen: the acting post in the keeper's register."""
    return actor.post or keeper


def _child(actor: Actor, task: Task, unit: Unit, own: Own) -> Task:
    child = Task(
        keeper=task.keeper,
        lead_unit=unit,
        parent=task,
        assigned_by=actor.post,
        created_by=actor.user,
        **{name: getattr(task, name) for name in _COPIED},
    )
    child.product = own.product or child.product
    if own.due is not None:
        child.due, child.no_due_reason = own.due, ""
        if child.deadline_kind != DeadlineKind.AFTER_ISSUE:
            child.deadline_kind = DeadlineKind.DAY
    child.first_due = child.due
    check_task(child)
    return child


def _copy_parties(task: Task, made: Sequence[Task]) -> None:
    """Those who cooperate, relay and oversee do so for each unit's task as well."""
    parties = list(task.parties.all())
    TaskParty.objects.bulk_create(
        [
            TaskParty(task=child, role=one.role, unit_id=one.unit_id, post_id=one.post_id, words=one.words)
            for child in made
            for one in parties
            if one.unit_id != child.lead_unit_id or one.unit_id is None
        ],
        batch_size=500,
    )
