"""From a row of a tracker to what becomes of a task (dòng nhiệm vụ): read, compared with the register, not guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from vaocuoc.core.text import fold
from vaocuoc.core.trackers.days import DayReading, read_day, swapped
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.known_tasks import Register, key_of, own_key_of, plain
from vaocuoc.tracking.importing.models import Outcome
from vaocuoc.tracking.importing.records import Advance, Plan, Record, nobody_waits, skipped
from vaocuoc.tracking.importing.resolving import Lead, Resolver, parts_of
from vaocuoc.tracking.tasks.models import Closure, DeadlineKind, Task, Urgency
from vaocuoc.tracking.tasks.taking_over import OldEvidence, OldTask, refusal_of

NO_DUE = "Sổ cũ không ghi hạn"
_WORDS = ("product", "product_receiver", "resources", "authority", "recurrence")
_TOLD = ("result", "note")
_A_YEAR = timedelta(days=366)
_DAYS_AFTER = re.compile(r"(\d{1,3})\s*ngay")
_EVIDENCE = re.compile(r"(?<![\w/])(\d{1,5}\s*[-/]\s*[A-ZĐ]{2,}(?:[-/][A-ZĐa-zđ0-9]+)*)")
_CLOSED = {"done": Closure.DONE, "suspended": Closure.SUSPENDED, "cancelled": Closure.CANCELLED}
_DEADLINES = (DeadlineKind.DAY, DeadlineKind.AFTER_ISSUE)
SHORT_FIELDS = ("title", *_WORDS, "condition", "no_due_reason", "closure_reason")


class TaskPlanner:
    """Plans the rows of one file for one register on one day."""

    def __init__(
        self,
        actor: Actor,
        keeper: Unit,
        *,
        today: date,
        resolver: Resolver,
        register: Register,
        advance: Advance = nobody_waits,
    ) -> None:
        self._actor, self._keeper, self._today = actor, keeper, today
        self._resolver, self._register, self._advance = resolver, register, advance

    def plan(self, records: Sequence[Record], *, take_hidden: bool) -> list[Plan]:
        """A plan for every record, in their order."""
        kept = [record for record in records if not skipped(record, take_hidden=take_hidden)]
        self._resolver.prepare(_unit_texts(kept), posts=True)
        by_record = {id(record): key_of(record) for record in kept}
        keys = Counter(by_record.values())
        plans: list[Plan] = []
        taken: dict[str, int] = {}
        for record in records:
            if reason := skipped(record, take_hidden=take_hidden):
                plans.append(Plan(record, Outcome.SKIPPED, reason))
                continue
            key = by_record[id(record)]
            plan = self._one(record, key, alone=keys[key] == 1)
            plans.append(self._once(plan, taken))
            self._advance(len(plans))
        return plans

    def _once(self, plan: Plan, taken: dict[str, int]) -> Plan:
        """The second of two equal rows of a file is passed over, and says which was first."""
        mark = f"task:{plan.task}" if plan.task else plan.own_key
        if mark in taken:
            return Plan(plan.record, Outcome.SKIPPED, "duplicate", notes=[["duplicate_of", taken[mark]]])
        taken[mark] = plan.record.number
        return plan

    def _one(self, record: Record, key: str, *, alone: bool) -> Plan:
        own_key = own_key_of(key, record)
        reading = self._read(record)
        known = self._register.known(record, key, own_key, alone=alone, lead=reading.lead)
        if known is not None:
            plan = self._update(record, reading, self._register.tasks[known])
        else:
            plan = self._new(record, reading)
        plan.key, plan.own_key = key, own_key
        plan.values["seen"] = _seen(record)
        plan.notes += [["error_cell", mark] for mark in record.errors()]
        return plan

    # -- reading

    def _read(self, record: Record) -> _Reading:
        issued = read_day(record.cell("issued_on"), near=self._today)
        due = read_day(record.cell("due"), near=issued.day or self._today)
        state = self._resolver.code("state", record.line("state"))
        if not due.is_settled and state not in _CLOSED and (day := self._resolver.day(due)) is not None:
            due = DayReading("day", day, text=due.text)
        reading = _Reading(
            lead=self._lead(record),
            follower=self._resolver.post(record.line("follower")) if record.text("follower") else None,
            state=state,
            kind=self._kind(record, due, state),
            due=due,
            issued=issued,
            received=read_day(record.cell("received_on"), near=self._today),
            completed=read_day(record.cell("completed_on"), near=self._today),
        )
        if not state and reading.completed.day and not record.text("state"):
            reading.state = "done"
        self._note_days(reading)
        return reading

    def _lead(self, record: Record) -> Lead:
        """The lead of the row, else of its group where that names a unit, else the post that a row names."""
        if record.text("lead"):
            return self._resolver.lead(record.line("lead"))
        if record.group and (unit := self._resolver.known_unit(record.group)) is not None:
            return Lead(unit)
        if record.text("lead_post"):
            return Lead(post=self._resolver.post(record.line("lead_post"), field_="lead_post"))
        return Lead()

    def _kind(self, record: Record, due: DayReading, state: str) -> str:
        kind = self._resolver.code("deadline_kind", record.line("deadline_kind"))
        if kind:
            return kind
        if due.code in ("regular", "condition") or state in ("regular", "condition"):
            return due.code if due.code in ("regular", "condition") else state
        return DeadlineKind.DAY

    def _note_days(self, reading: _Reading) -> None:
        issued, due = reading.issued.day, reading.due.day
        if issued and issued > self._today:
            reading.notes.append(["issued_ahead", issued.isoformat()])
        if due and issued and due < issued and issued <= self._today:
            exchanged = swapped(due)
            sensible = exchanged if exchanged and exchanged >= issued else None
            reading.notes.append(["due_before_issue", due.isoformat(), sensible.isoformat() if sensible else ""])
            reading.doubtful_due = sensible or due
        elif due and due > max(self._today, issued or self._today) + _A_YEAR:
            reading.notes.append(["due_far", due.isoformat()])
        if reading.due.code == "before" and due:
            reading.notes.append(["due_before_day", reading.due.text, due.isoformat()])

    # -- a task that the register does not hold

    def _new(self, record: Record, reading: _Reading) -> Plan:
        missing: list[str] = []
        if not record.line("title"):
            missing.append("title")
        if not reading.lead.is_known:
            missing.append("lead")
        if record.text("state") and not reading.state:
            missing.append("state")
        if record.text("deadline_kind") and not self._resolver.code("deadline_kind", record.line("deadline_kind")):
            missing.append("deadline_kind")
        if reading.is_open and reading.kind in _DEADLINES and (not reading.due.is_settled or reading.doubtful_due):
            missing.append("due")
        values = self._values(record, reading)
        plan = Plan(record, _outcome(reading), values=values, missing=missing, notes=reading.notes)
        if not missing:
            refused = refusal_of(actor=self._actor, keeper=self._keeper, old=old_task(values))
            if refused is not None:
                plan.notes.append(["refused", refused.code, {name: str(fact) for name, fact in refused.facts.items()}])
                plan.missing.append("fix")
        if plan.missing:
            plan.outcome = Outcome.HELD
        return plan

    def _values(self, record: Record, reading: _Reading) -> dict[str, Any]:
        """What the task will be, as small JSON that :func:`old_task` reads."""
        issued = reading.issued.day if reading.issued.day and reading.issued.day <= self._today else None
        received = reading.received.day or issued
        due = self._due(record, reading, issued)
        if due and received and received > due:  # a typing error in one of them: the old register keeps its due day
            received = None
        values: dict[str, Any] = {
            "code": record.line("code"),
            "title": record.line("title"),
            "lead_unit": reading.lead.unit,
            "lead_post": reading.lead.post,
            "follower": reading.follower,
            "due": due.isoformat() if due else None,
            "deadline_kind": reading.kind,
            "received_on": received.isoformat() if received else None,
            "received_is_estimated": received is not None and reading.received.day is None,
            "document": self._register.document(record.line("source_number"), reading.issued.day),
            "closure": _CLOSED.get(reading.state, ""),
            "urgency": self._resolver.code("urgency", record.line("urgency")) or Urgency.ORDINARY,
            "product_level": self._resolver.code("product_level", record.line("product_level")),
            "told": "\n".join(text for name in _TOLD if (text := record.text(name))),
            "blocker": record.line("blocker")[:500],
            "cooperating": self._cooperating(record, reading.lead),
        } | {name: record.line(name) for name in _WORDS}
        self._settle(values, record, reading)
        return values

    def _due(self, record: Record, reading: _Reading, issued: date | None) -> date | None:
        if reading.doubtful_due and reading.is_open:
            return None
        if reading.due.day or reading.kind != DeadlineKind.AFTER_ISSUE or issued is None or record.text("due"):
            return reading.due.day
        days = _DAYS_AFTER.search(fold(record.line("deadline_kind")))
        return issued + timedelta(days=int(days[1])) if days else None

    def _settle(self, values: dict[str, Any], record: Record, reading: _Reading) -> None:
        """The parts that hang together: why there is no day, what is waited for, how it was finished, its evidence."""
        if values["due"] is None and reading.kind in _DEADLINES:
            words = record.line("due")
            values["no_due_reason"] = f"Sổ cũ ghi: {words}"[:300] if words else NO_DUE
        if reading.kind == DeadlineKind.CONDITION:
            said = record.line("condition") or record.line("due") or record.line("deadline_kind")
            values["condition"] = (said or record.line("state"))[:300]
        if reading.kind == DeadlineKind.REGULAR and not values["recurrence"]:
            values["recurrence"] = reading.due.text[:100] if reading.due.code == "regular" else ""
        if values["closure"]:
            values["closure_reason"] = f"Theo sổ cũ: {record.line('state') or 'đã xong'}"[:300]
        if values["closure"] == Closure.DONE and reading.completed.day and reading.completed.day <= self._today:
            values["completed_on"] = reading.completed.day.isoformat()
        if reading.state == "awaiting":
            values["evidence"] = self._evidence(record)

    def _evidence(self, record: Record) -> dict[str, str] | None:
        """The document that waits to be confirmed, where the row names its number and its day."""
        told = record.line("result")
        number = record.line("evidence_number") or next(iter(_EVIDENCE.findall(told)), "")
        day = read_day(record.cell("evidence_on")).day or read_day(record.cell("result")).day
        if not number or day is None or day > self._today:
            return None
        # The row waits for this office to confirm, so the product has come to its level.
        subject = (told or record.line("title"))[:500]
        return {"number": number[:80], "date": day.isoformat(), "subject": subject, "level": self._keeper.level}

    def _cooperating(self, record: Record, lead: Lead) -> list[int | str]:
        text = record.text("cooperating")
        names = parts_of(text) if self._resolver.known_unit(text) is None else []
        named = [self._resolver.known_unit(name) or name for name in (names or ([text] if text else []))]
        return list(dict.fromkeys([*lead.cooperating, *(one for one in named if one != lead.unit)]))

    # -- a task that the register holds

    def _update(self, record: Record, reading: _Reading, task: Task) -> Plan:
        """What the file changes of a known task: only what it says, and says otherwise than the last time."""
        values = self._values(record, reading)
        last = self._register.seen.get(task.pk, {})
        changes: list[list[Any]] = []
        notes = list(reading.notes)
        for name, new in self._said(record, reading, values):
            old = _current(task, name)
            if old == new:
                continue
            if last.get(_SOURCE.get(name, name)) == plain(record.text(_SOURCE.get(name, name))):
                notes.append(["changed_here", name])
                continue
            changes.append([name, old, new])
        changes += self._state_changes(reading, values, task, last, record)
        changes += [
            [name, "", text]
            for name in ("told", "blocker")
            if (text := values[name]) and plain(text) not in self._register.told[task.pk]
        ]
        if task.closure in (Closure.DONE, Closure.CANCELLED):
            notes += [["closed_due", change[2]] for change in changes if change[0] == "due"]
            changes = [change for change in changes if change[0] not in ("due", "told", "blocker")]
        outcome = Outcome.UPDATE if changes else Outcome.SAME
        return Plan(record, outcome, values=values, notes=notes, changes=changes, task=task.pk)

    def _said(self, record: Record, reading: _Reading, values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        """The fields that the row says something of, as the register would hold them."""
        for name in ("title", *_WORDS):
            if record.text(name):
                yield name, values[name]
        if reading.lead.is_known:
            yield "lead", {"unit": reading.lead.unit, "post": reading.lead.post}
        if reading.follower:
            yield "follower", reading.follower
        if reading.due.day and not reading.doubtful_due:
            yield "due", reading.due.day.isoformat()
        for name in ("urgency", "product_level"):
            if record.text(name) and values[name]:
                yield name, values[name]

    def _state_changes(
        self, reading: _Reading, values: Mapping[str, Any], task: Task, last: Mapping[str, str], record: Record
    ) -> list[list[Any]]:
        """Only the end of a task comes from a file; nothing is opened again by one."""
        if reading.state != "done" or task.closure not in (Closure.NONE, Closure.SUSPENDED):
            return []
        if last.get("state") == plain(record.text("state")):
            return []
        return [["closure", task.closure, Closure.DONE], *_completion(values)]


@dataclass
class _Reading:
    """What a row was read as, before it is compared with anything."""

    lead: Lead
    follower: int | None
    state: str
    kind: str
    due: DayReading
    issued: DayReading
    received: DayReading
    completed: DayReading
    doubtful_due: date | None = None
    notes: list[list[Any]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state not in _CLOSED


def _completion(values: Mapping[str, Any]) -> list[list[Any]]:
    return [["completed_on", None, values["completed_on"]]] if values.get("completed_on") else []


def _outcome(reading: _Reading) -> str:
    if reading.state == "done":
        return Outcome.DONE_DATED if reading.completed.day and reading.due.day else Outcome.DONE_OUTSIDE
    return Outcome.AWAITING if reading.state == "awaiting" else Outcome.NEW


_SOURCE = {"told": "result"}
_COMPARED = (
    "title", "lead", "follower", "due", "state", "urgency", "product_level", "result", "blocker", *_WORDS,
)  # fmt: skip


def _seen(record: Record) -> dict[str, str]:
    """What the row said, to be told from what it says at the next import."""
    return {name: plain(text) for name in _COMPARED if (text := record.text(name))}


def _current(task: Task, name: str) -> Any:
    if name == "lead":
        return {"unit": task.lead_unit_id, "post": task.lead_post_id}
    if name == "follower":
        return task.follower_id
    if name == "due":
        return task.due.isoformat() if task.due else None
    return getattr(task, name)


def _unit_texts(records: Iterable[Record]) -> set[str]:
    found: set[str] = set()
    for record in records:
        found |= {record.line("lead"), record.text("cooperating"), record.group}
    return {text for text in found if text}


def old_task(values: Mapping[str, Any]) -> OldTask:
    """The task to take over that the values of a row describe."""
    fields: dict[str, Any] = {
        f"{name}_id": values.get(name) for name in ("lead_unit", "lead_post", "follower", "document")
    }
    for name in ("due", "received_on", "completed_on"):
        fields[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in ("deadline_kind", "closure", "urgency", "product_level", *SHORT_FIELDS):
        fields[name] = values.get(name) or ""
    fields["received_is_estimated"] = bool(values.get("received_is_estimated"))
    given = values.get("evidence")
    evidence = (
        OldEvidence(given["number"], date.fromisoformat(given["date"]), given["subject"], given["level"])
        if given
        else None
    )
    return OldTask(
        fields=fields,
        code=values.get("code", ""),
        told=values.get("told", ""),
        blocker=values.get("blocker", ""),
        cooperating=tuple(values.get("cooperating", ())),
        evidence=evidence,
    )
