"""Reading an office's own tables: its key phrases, its rules of days, its days off (bảng chức năng, quy tắc hạn)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from vaocuoc.core.calendars import DaysOff, Moved, add_working_days, on_working_day
from vaocuoc.core.functions import Phrase, role_of
from vaocuoc.directory.models import Unit
from vaocuoc.documents.models import Document
from vaocuoc.tracking.assignment.models import CountedFrom, DueRule, DutyPhrase
from vaocuoc.tracking.periods.queries import days_off_of

DEFAULT_DAYS = 10
"""Days from the letter where an office has no rule of its own; also of papers to be signed, from their issue."""


def in_force(today: date) -> Q:
    """The rows of a dated table that hold on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def duty_phrases(keeper: Unit, *, today: date) -> list[DutyPhrase]:
    """The office's key phrases in force, by organ."""
    rows = DutyPhrase.objects.filter(in_force(today), keeper=keeper).select_related("organ")
    return list(rows.order_by("organ__sort_key", "organ_id", "words", "pk"))


def phrases_of(rows: Sequence[DutyPhrase]) -> list[Phrase]:
    """The same as the core matches them; an organ is the number of its unit."""
    return [Phrase(row.organ_id, row.words, tuple(row.exclusions), role_of(row.organ.name)) for row in rows]


def due_rules(keeper: Unit, *, today: date) -> dict[str, DueRule]:
    """The office's rules in force by type of paper; the empty type is any."""
    return {rule.document_type: rule for rule in DueRule.objects.filter(in_force(today), keeper=keeper)}


def office_days(keeper: Unit, *, today: date) -> DaysOff:
    """The official days off around a day, with the office's own rows over them."""
    return days_off_of(keeper, range(today.year - 1, today.year + 3))


@dataclass(frozen=True, slots=True)
class RuleDay:
    """A day by a rule (hạn theo quy tắc): how it was counted, and why it was moved if it was."""

    days: int
    working: bool
    counted_from: str
    base: date
    moved: Moved
    basis: str = ""
    base_passed: bool = False

    @property
    def day(self) -> date:
        return self.moved.day


def rule_day(document: Document, rules: Mapping[str, DueRule], table: DaysOff, *, today: date) -> RuleDay:
    """The day for a task of a paper that names none; counted from today where the day counted has passed already."""
    rule = rules.get(document.type) or rules.get("")
    days, working = (rule.days, rule.working) if rule else (DEFAULT_DAYS, False)
    counted_from = rule.counted_from if rule else str(CountedFrom.LETTER)
    known = {CountedFrom.RECEIVED: document.received_on, CountedFrom.ISSUED: document.issued_on}
    base = known.get(CountedFrom(counted_from)) or today
    day = _after(base, days, working, table)
    passed = day < today
    if passed:
        base, day = today, _after(today, days, working, table)
    moved = on_working_day(day, table)
    return RuleDay(days, working, counted_from, base, moved, rule.basis if rule else "", passed)


def issue_day(document: Document, days: int | None, table: DaysOff) -> Moved | None:
    """The day of a paper to be signed so many days after issue; None where the day of issue is not known."""
    if document.issued_on is None:
        return None
    return on_working_day(document.issued_on + timedelta(days=days or DEFAULT_DAYS), table)


def _after(base: date, days: int, working: bool, table: DaysOff) -> date:
    return add_working_days(base, days, table.working_days()) if working else base + timedelta(days=days)
