"""How the targets that one paper set stand (bảng chỉ tiêu của văn bản): each judged against that paper's own target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet

from vaocuoc.core.calendars import last_finished
from vaocuoc.core.measuring import Verdict, verdict
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.lately import lately
from vaocuoc.directory.people.naming import Keys, registers_of
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.judging import judged_pairs, with_company
from vaocuoc.tracking.indicators.models import PartAs
from vaocuoc.tracking.indicators.queries import IndicatorRow
from vaocuoc.tracking.models import Cause, Indicator, Standing, Target, Task, TaskService
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.ui.words import VERDICT_ORDER

MET = ("met", "exceeded")
RED = ("off_track", "missed")
SINGLY = 5
"""So many units' targets of one indicator stand as rows of their own; more are told together."""
_MOMENTS = 12


@dataclass(frozen=True)
class Line:
    """One target: how it stands, why it is behind, which open tasks are there to put it right."""

    row: IndicatorRow
    cause: Cause | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Shared:
    """An indicator that the paper gave to many units: how many of them have each verdict."""

    indicator: Indicator
    units: int
    counts: dict[str, int]


@dataclass(frozen=True)
class Moment:
    """How many targets had each verdict at the end of a day, by the figures known today."""

    day: date
    counts: dict[str, int]

    def of(self, *codes: str) -> int:
        return sum(self.counts.get(code, 0) for code in codes)


@dataclass(frozen=True)
class Scoreboard:
    """Every target of a paper, what was given to many units, and the course over the term.

    ``at`` is when the many units were counted, None where it was for this page.
    """

    lines: tuple[Line, ...]
    shared: tuple[Shared, ...]
    moments: tuple[Moment, ...]
    at: datetime | None = None

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(line.row.verdict.code for line in self.lines)

    def of(self, *codes: str) -> int:
        return sum(line.row.verdict.code in codes for line in self.lines)


def counts_of(codes: Iterable[str]) -> dict[str, int]:
    """How many of each verdict, in the order of every list."""
    found = list(codes)
    return {code: number for code in VERDICT_ORDER if (number := found.count(code))}


def scoreboard_of(actor: Actor, document: Document, *, today: date) -> Scoreboard:
    """The scoreboard of a paper; its queries do not grow with its targets.

    Which indicators a very large paper gave to many units is counted once a minute.
    """
    aimed = Target.objects.filter(
        document=document, withdrawn_at__isnull=True, indicator__in=visible_indicators(actor).order_by().values("pk")
    ).exclude(part_as=PartAs.COMPONENT)
    # The keepers are named, so that what the paper gave to every unit of a country is not gone through for them.
    own = list(_whole(aimed.filter(unit=F("indicator__keeper"), unit__in=Keys(registers_of(Indicator) or (0,)))))
    covered = sorted({one.indicator_id for one in own})
    others = aimed.exclude(unit=F("indicator__keeper")).exclude(indicator__in=covered).order_by()
    counted = lately(
        actor,
        "scoreboard",
        (document.pk, covered),
        lambda: dict(others.values_list("indicator").annotate(number=Count("pk"))),
        lambda _numbers: aimed.count(),
    )
    numbers = counted.found
    few = [pk for pk, number in numbers.items() if number <= SINGLY]
    rows = _judged(own + list(_whole(aimed.filter(indicator__in=few))), today)
    many = {pk: number for pk, number in numbers.items() if number > SINGLY}
    return Scoreboard(_lines(actor, rows), _shared(many), _moments(rows, document, today), counted.at)


def _whole(targets: QuerySet[Target]) -> QuerySet[Target]:
    found = with_company(targets).select_related(
        "indicator__lead_unit", "indicator__keeper", "unit", "document", "finding"
    )
    return found.order_by("indicator__code", "-headline", "due", "pk")


def _judged(targets: Sequence[Target], today: date) -> list[IndicatorRow]:
    """Each target judged; several of one indicator at one unit in turns, each turn by as many queries."""
    turns: dict[int, dict[tuple[int, int], Target]] = defaultdict(dict)
    for one in targets:
        key = (one.indicator_id, one.unit_id)
        turn = next(place for place in range(len(targets)) if key not in turns[place])
        turns[turn][key] = one
    rows = [
        row
        for turn in turns.values()
        for row in judged_pairs({key: (one.indicator, one.unit, one) for key, one in turn.items()}, today)
    ]
    return sorted(rows, key=_urgency)


def _urgency(row: IndicatorRow) -> tuple[int, bool, object, str]:
    found = row.verdict
    return VERDICT_ORDER.index(found.code), found.progress is None, found.progress or 0, row.indicator.code


def _lines(actor: Actor, rows: Sequence[IndicatorRow]) -> tuple[Line, ...]:
    causes: dict[int, Cause] = {}
    targets = [row.target.pk for row in rows if row.target]
    for cause in Cause.objects.filter(target__in=targets).order_by("pk"):
        causes[cause.target_id] = cause
    tasks: dict[int, list[Task]] = defaultdict(list)
    serving = TaskService.objects.filter(
        indicator__in={row.indicator.pk for row in rows}, task__closure="", task__in=visible_tasks(actor).values("pk")
    )
    for one in serving.select_related("task").order_by("task__due", "task"):
        tasks[one.indicator_id].append(one.task)
    return tuple(
        Line(row, causes.get(row.target.pk if row.target else 0), tuple(tasks[row.indicator.pk])) for row in rows
    )


def _shared(many: dict[int, int]) -> tuple[Shared, ...]:
    """What was given to many units, by the verdicts that are kept."""
    if not many:
        return ()
    indicators = Indicator.objects.filter(pk__in=many).order_by("code", "pk")
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    kept = Standing.objects.filter(indicator__in=many).exclude(unit=F("indicator__keeper")).order_by()
    for indicator, code, number in kept.values_list("indicator", "code").annotate(number=Count("pk")):
        counts[indicator][code] = number
    ordered = {pk: {code: by[code] for code in VERDICT_ORDER if code in by} for pk, by in counts.items()}
    return tuple(Shared(one, many[one.pk], ordered.get(one.pk, {})) for one in indicators)


# --- the course over the term -----------------------------------------------------------------------------------------


def _moments(rows: Sequence[IndicatorRow], document: Document, today: date) -> tuple[Moment, ...]:
    """At the end of each quarter of the term, and today: what the rules say of the figures up to then.

    What a person judged otherwise, and forecasts, count only today.
    """
    since = _since(rows, document)
    if not rows or since is None:
        return ()
    days: list[date] = []
    quarter = last_finished(today, "quarter")
    while quarter.end >= since and len(days) < _MOMENTS - 1:
        days.insert(0, quarter.end)
        quarter = quarter.shift(-1)
    past = [Moment(day, counts_of(_judged_on(row, day).code for row in rows)) for day in days if day < today]
    return (*past, Moment(today, counts_of(row.verdict.code for row in rows)))


def _since(rows: Sequence[IndicatorRow], document: Document) -> date | None:
    """The first day of the term: the earliest that a target counts from, else the paper's own."""
    begins = [row.target.starts_on for row in rows if row.target and row.target.starts_on]
    begins += [
        row.target.baseline_on + timedelta(days=1) for row in rows if row.target and row.target.baseline_on
    ]  # fmt: skip
    return min(begins, default=document.issued_on)


def _judged_on(row: IndicatorRow, day: date) -> Verdict:
    """The verdict of the rules on a day, by the figures of periods that had ended."""
    inputs = (row.by_rules or row.verdict).inputs
    known = replace(
        inputs,
        points=tuple(one for one in inputs.points if one.period.end <= day),
        reference=tuple(one for one in inputs.reference if one.period.end <= day),
        parts=tuple(_judged_on(part, day).code for part in row.parts),
        probability=None,
    )
    return verdict(known, day)
