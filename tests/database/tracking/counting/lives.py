"""What happens to the golden tasks over two years: disputes, rests, extensions, other leads, endings taken back.

Nothing of it shows on the golden day itself: what began before is over by then, the rest begins after.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.database.tracking.counting.make_golden import DAY, FILE
from vaocuoc.core.measuring import Stood, TaskFacts, TaskHistory

FIRST, LAST = date(2025, 9, 14), date(2027, 9, 14)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
FOLLOWERS = ("Chuyên viên Lan", "Chuyên viên Hạc", "")


@dataclass(frozen=True)
class Now:
    """All that changes of a task, as it is after an event."""

    lead: str
    kind: str
    due: date | None
    closure: str = ""
    closed_on: date | None = None
    completed_on: date | None = None
    is_disputed: bool = False


@dataclass(frozen=True)
class Life:
    """A golden task with everything that happens to it: the day of each event and how the task is from then on."""

    code: str
    paper: str
    follower: str
    given: date
    is_proven: bool
    events: tuple[tuple[date, Now], ...]

    def on(self, day: date) -> Now:
        """How it is at the end of a day, by replaying the events."""
        return [now for at, now in self.events if at <= day or at == self.given][-1]

    def facts_on(self, day: date) -> TaskFacts:
        now = self.on(day)
        return TaskFacts(
            closure=now.closure, deadline_kind=now.kind, due=now.due, known_since=self.given,
            completed_on=now.completed_on if now.closure == "done" else None, is_disputed=now.is_disputed,
        )  # fmt: skip

    @property
    def history(self) -> TaskHistory:
        """The same as the register would know it on the last day: how it stood before each event."""
        pairs = [(at, before) for (_at, before), (at, _now) in zip(self.events, self.events[1:], strict=False)]
        last = self.events[-1][1]
        return TaskHistory(
            given=self.given, closure=last.closure, closed_on=last.closed_on, completed_on=last.completed_on,
            deadline_kind=last.kind, due=last.due, is_disputed=last.is_disputed, is_proven=self.is_proven,
            dues=tuple((at, was.due) for at, was in pairs),
            stood=tuple(
                (at, Stood(was.closure, was.closed_on, was.completed_on, was.kind, was.is_disputed))
                for at, was in pairs
            ),
        )  # fmt: skip


def lives() -> Iterator[Life]:
    for number, row in enumerate(csv.DictReader(FILE.read_text("utf-8").splitlines()), start=1):
        given = date.fromisoformat(row["issued_on"])
        due = date.fromisoformat(row["due"]) if row["due"] else None
        closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
        start = Now(row["lead"], row["kind"], due)
        events = [(given, start), *_before(number, given, start)]
        if closed:
            done = replace(events[-1][1], closure="done", closed_on=closed)
            events += [(closed, done), *_taken_back(number, done)]
        else:
            events += _after(number, events[-1][1])
        yield Life(row["code"], row["paper"], FOLLOWERS[number % 3], given, bool(row["proof"]), tuple(events))


def _before(number: int, given: date, now: Now) -> list[tuple[date, Now]]:
    """Within a week of its receipt, and over before it is done: a dispute, a rest, another lead, an earlier day."""
    if given + timedelta(days=8) >= DAY:
        return []
    days = [given + timedelta(days=n) for n in (2, 5)]
    if number % 11 == 0:
        return [(days[0], replace(now, is_disputed=True)), (days[1], now)]
    if number % 13 == 0:
        return [(days[0], replace(now, closure="suspended", closed_on=days[0])), (days[1], now)]
    if number % 7 == 0:
        return [(days[0], replace(now, lead="Phòng Tổng hợp")), (days[1], now)]
    if number % 5 == 0 and now.due:
        return [(days[0], replace(now, due=given + timedelta(days=1))), (days[1], now)]
    return []


def _taken_back(number: int, done: Now) -> list[tuple[date, Now]]:
    """Some of what was done is opened again after the day, and cancelled or done anew."""
    if number % 17:
        return []
    back, again = DAY + timedelta(days=20 + number % 9), DAY + timedelta(days=90 + number % 40)
    running = replace(done, closure="", closed_on=None)
    ends = "cancelled" if number % 2 else "done"
    last = replace(running, closure=ends, closed_on=again, completed_on=again if ends == "done" else None)
    return [(back, running), (again, last)]


def _after(number: int, now: Now) -> list[tuple[date, Now]]:
    """What ran on the day ends later: after a rest, with another day, by another lead."""
    first, second, third = (DAY + timedelta(days=n + number % 25) for n in (8, 40, 120))
    done = {"closure": "done", "closed_on": third, "completed_on": third}
    if now.kind == "regular":
        return [(first, replace(now, lead="Phòng Cơ yếu"))]
    if now.kind == "condition" or now.due is None:
        dated = replace(now, kind="day", due=second + timedelta(days=30))
        return [(second, dated), (third, replace(dated, **done))]
    if number % 3 == 0:
        rests = replace(now, closure="suspended", closed_on=first)
        return [(first, rests), (second, now), (third, replace(now, **done))]
    later = replace(now, due=now.due + timedelta(days=60), is_disputed=number % 2 == 0)
    return [(first, later), (second, replace(later, is_disputed=False, closure="cancelled", closed_on=second))]
