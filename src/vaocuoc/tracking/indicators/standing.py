"""Verdicts kept as rows (đánh giá đang giữ), so that lists of any length count and order them in the database.

What may change a verdict calls ``Standing.outdate`` in its own transaction. Every hour a job judges what is out of
date, so that a new day is judged before anybody reads. Who comes first through :func:`standings_of` waits for a few
rows at most: where more are out of date they see the kept verdicts, are told so, and the worker judges at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django_tasks import task

from vaocuoc.core.measuring import RULE_VERSION, Verdict, restored, stored, verdict
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.judging import IndicatorRow, judged, judged_at
from vaocuoc.tracking.indicators.models import Indicator, Standing, Target
from vaocuoc.tracking.indicators.queries import IndicatorFilters, indicators_within
from vaocuoc.tracking.indicators.records import Judgement
from vaocuoc.tracking.indicators.versions import version_numbers
from vaocuoc.ui.clock import today as day_of_today
from vaocuoc.ui.words import VERDICT_ORDER

_BATCH = 200
JUDGED_AT_ONCE = 120
"""So many rows a reader waits for; more are left to the worker."""
_ASKED_AGAIN = 60  # seconds
_MILLION = 1_000_000
_LARGEST = 2**63 - 1
_RED = ("off_track", "missed")


def bring_up_to_date(indicators: QuerySet[Indicator], *, today: date) -> int:
    """Judge again what is out of date: rows without this day, and indicators without any; give how many indicators."""
    kept = Standing.objects.filter(indicator=OuterRef("pk"))
    # Asked of the rows of other days, which their index finds, not of each indicator's rows: usually there are none.
    stale = Standing.objects.filter(Q(day__isnull=True) | Q(day__lt=today) | Q(day__gt=today)).values("indicator")
    keys = sorted(set(indicators.filter(~Exists(kept) | Q(pk__in=stale)).order_by().values_list("pk", flat=True)))
    for begin in range(0, len(keys), _BATCH):
        _judge(keys[begin : begin + _BATCH], today)
    return len(keys)


def judge_if_few(indicators: QuerySet[Indicator], *, today: date) -> int:
    """Judge what is out of date of these indicators where it is little, else leave it to the worker; how much is left.

    What is left is shown as it was judged last, in lists and counts; a page's own rows are worked out for the day.
    One query where everything on the site is up to date, as it usually is; four where something is not.
    """
    if not _anything_to_judge(today):
        return 0
    kept = Standing.objects.order_by()
    another_day = Q(day__isnull=True) | Q(day__lt=today) | Q(day__gt=today)  # ranges, so that the index is used
    stale = kept.filter(another_day, indicator__in=indicators.order_by().values("pk"))
    left = len(stale.values_list("pk", flat=True)[: JUDGED_AT_ONCE + 1])
    new = indicators.filter(~Exists(Standing.objects.filter(indicator=OuterRef("pk")))).order_by()
    aims = Target.objects.filter(indicator=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    of_new = aims.values("indicator").annotate(number=Count("pk")).values("number")
    fresh = list(new.annotate(aims=Subquery(of_new)).values_list("pk", "aims")[: JUDGED_AT_ONCE + 1])
    left += sum(1 + (number or 0) for _pk, number in fresh)
    if not left:
        return 0
    if left <= JUDGED_AT_ONCE:
        stale_keys = set(stale.values_list("indicator", flat=True))
        bring_up_to_date(Indicator.objects.filter(pk__in=stale_keys | {pk for pk, _number in fresh}), today=today)
        return 0
    if cache.add("verdicts-asked-for", today.isoformat(), _ASKED_AGAIN):
        judge_again.enqueue()
    return left


def _anything_to_judge(today: date) -> bool:
    """Whether any row of the site was not judged for the day, or any indicator never; the index of days tells at once.

    Asked in one condition, SQLite reads every row of a country.
    """
    kept = Standing.objects.order_by().values("pk")
    earlier, later = kept.filter(day__lt=today), kept.filter(day__gt=today)
    never = Indicator.objects.filter(~Exists(Standing.objects.filter(indicator=OuterRef("pk")))).order_by().values("pk")
    return bool(kept.filter(day__isnull=True).union(earlier, later, never, all=True).exists())


def standings_of(actor: Actor, *, today: date, filters: IndicatorFilters | None = None) -> QuerySet[Standing]:
    """How the indicators that the actor sees stand on a day, what needs someone first.

    One row for an indicator where the keeper has a target of its own, else one for each unit that has; with a unit in
    the filters, that unit's rows.
    """
    filters = filters or IndicatorFilters()
    found = indicators_within(actor, filters)
    left_behind(actor, today=today, filters=filters)
    keys, kept = found.order_by().values("pk"), Standing.objects.all()
    if filters.unit:
        kept = kept.filter(unit=filters.unit, indicator__in=keys)
    else:
        # So said, SQLite finds the rows of the plain list by their index, and does not go indicator by indicator
        # through the verdicts of every unit.
        kept = kept.filter(leads__in=[True])
        if found.query.where:
            kept = kept.annotate(column=F("indicator_id") + 0).filter(column__in=keys)
    if filters.verdict:
        kept = kept.filter(code=filters.verdict)
    return kept.order_by("place", F("progress").asc(nulls_last=True), "indicator__code", "unit")


def left_behind(actor: Actor, *, today: date, filters: IndicatorFilters) -> int:
    """How many rows within the filters still show the verdict of an earlier day (chờ đánh giá lại); asked once."""
    found = indicators_within(actor, filters)
    key = ("standings", today, replace(filters, verdict=""))
    return actor.once(key, lambda: judge_if_few(found, today=today))


def counts_of(actor: Actor, *, today: date, filters: IndicatorFilters) -> dict[str, int]:
    """The :func:`standing_counts` of what the actor sees within the filters; asked once a page."""
    return actor.once(
        ("standing_counts", today, filters),
        lambda: standing_counts(standings_of(actor, today=today, filters=filters)),
    )


def standing_counts(standings: QuerySet[Standing]) -> dict[str, int]:
    """How many rows have each verdict, in the order of every list; verdicts that nobody has are left out."""
    numbers = dict(standings.order_by().values_list("code").annotate(number=Count("pk")))
    return {code: numbers[code] for code in VERDICT_ORDER if numbers.get(code)}


def rows_standing(standings: Iterable[Standing] | QuerySet[Standing], *, today: date) -> list[IndicatorRow]:
    """The rows of these standings in their order, with their arithmetic worked out again; five queries."""
    if isinstance(standings, QuerySet):
        standings = standings.select_related("indicator__keeper", "indicator__lead_unit", "unit")
    return judged_at([(one.indicator, one.unit) for one in standings], today=today)


def indicator_rows(actor: Actor, *, today: date, filters: IndicatorFilters | None = None) -> list[IndicatorRow]:
    """The rows of :func:`standings_of`, all of them: for what is written out whole."""
    return rows_standing(standings_of(actor, today=today, filters=filters), today=today)


def red_count(actor: Actor, *, today: date) -> int:
    """How many of the rows that the list shows are red."""
    counts = counts_of(actor, today=today, filters=IndicatorFilters())
    return sum(counts.get(code, 0) for code in _RED)


@task()
def judge_again() -> None:
    """Judge every indicator for the day that has begun (việc định kỳ)."""
    bring_up_to_date(Indicator.objects.all(), today=day_of_today())


def _judge(keys: list[int], today: date) -> None:
    """Judge what is out of date of these indicators: single rows after a change of figures, else all of one."""
    with transaction.atomic():
        locked = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        indicators = {one.pk: one for one in locked.select_related("keeper", "lead_unit").defer("folded")}
        rows_held = Standing.objects.filter(indicator__in=keys).select_related("judgement", "unit")
        held = {(row.indicator_id, row.unit_id): row for row in rows_held}
        partly = {row.indicator_id for row in held.values() if row.day == today}
        stale = [row for row in held.values() if row.day != today]
        rows = judged([one for pk, one in indicators.items() if pk not in partly], today=today, every_unit=True)
        leads = _leads(rows) | {
            (row.indicator_id, row.unit_id): row.leads for row in stale if row.indicator_id in partly
        }
        rows += judged_at(
            [(indicators[row.indicator_id], row.unit) for row in stale if row.indicator_id in partly], today=today
        )
        judgements = _remembered(rows, held, today)
        Standing.objects.filter(pk__in=[row.pk for row in stale]).delete()
        Standing.objects.bulk_create(
            [_standing(row, today, leads[_key(row)], judgements[_key(row)]) for row in rows], ignore_conflicts=True
        )


def _leads(rows: list[IndicatorRow]) -> dict[tuple[int, int], bool]:
    """Which rows stand in the plain list: the keeper's where it has a target, else each unit's that has."""
    own_target = {row.indicator.pk for row in rows if row.target and row.unit.pk == row.indicator.keeper_id}
    some_target = {row.indicator.pk for row in rows if row.target}
    return {
        _key(row): row.unit.pk == row.indicator.keeper_id
        if row.indicator.pk in own_target
        else row.target is not None or row.indicator.pk not in some_target
        for row in rows
    }


def _remembered(
    rows: list[IndicatorRow], held: Mapping[tuple[int, int], Standing], today: date
) -> dict[tuple[int, int], Judgement | None]:
    """The judgement that each row stands on: the last one where nothing changed, else a new one with its inputs.

    A row without a target, and never with one, is judged by nothing and keeps nothing.
    """
    numbers = version_numbers({row.indicator.pk for row in rows})
    found: dict[tuple[int, int], Judgement | None] = {}
    fresh: list[Judgement] = []
    for row in rows:
        before = held[_key(row)].judgement if _key(row) in held else None
        if row.target is None and before is None:
            found[_key(row)] = None
            continue
        after = _judgement(row, today, numbers.get(row.indicator.pk, 1))
        if before is not None and all(getattr(before, name) == getattr(after, name) for name in _SAME):
            found[_key(row)] = before
            continue
        found[_key(row)] = after
        fresh.append(after)
    Judgement.objects.bulk_create(fresh, batch_size=200)
    return found


_SAME = ("target_id", "version", "code", "reason", "rule", "rule_version", "inputs")


def _judgement(row: IndicatorRow, today: date, version: int) -> Judgement:
    said = row.by_rules or row.verdict
    return Judgement(
        indicator=row.indicator,
        unit=row.unit,
        target=row.target,
        version=version,
        day=today,
        code=said.code,
        reason=said.reason,
        rule=said.rule,
        rule_version=said.rule_version,
        inputs=stored(said.inputs),
    )


def judged_again(judgement: Judgement) -> Verdict:
    """The verdict that follows from what was stored (đánh giá lại từ đầu vào đã lưu)."""
    return verdict(restored(judgement.inputs), judgement.day)


def _key(row: IndicatorRow) -> tuple[int, int]:
    return row.indicator.pk, row.unit.pk


def _standing(row: IndicatorRow, today: date, leads: bool, judgement: Judgement | None) -> Standing:
    found = row.verdict
    return Standing(
        indicator=row.indicator,
        unit=row.unit,
        leads=leads,
        day=today,
        code=found.code,
        reason=found.reason,
        place=VERDICT_ORDER.index(found.code),
        progress=None if found.progress is None else int(found.progress * _MILLION),
        actual=_whole(found.actual, row),
        period_end=found.period.end if found.period else None,
        rule_version=RULE_VERSION,
        judgement=judgement,
    )


def _whole(actual: Decimal | None, row: IndicatorRow) -> int | None:
    """The comparable value as it is kept; what is too large for the database is told on the indicator's page alone."""
    if actual is None:
        return None
    scaled = int(actual.scaleb(row.indicator.decimals).to_integral_value(ROUND_HALF_UP))
    return scaled if abs(scaled) <= _LARGEST else None
