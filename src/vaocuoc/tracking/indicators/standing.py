"""Verdicts kept as rows (đánh giá đang giữ), so that lists of any length count and order them in the database.

What may change a verdict calls ``Standing.outdate`` in its own transaction; who reads asks through
:func:`standings_of`, which judges what is out of date first; every hour a job does so, so that few readers wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django_tasks import task

from vaocuoc.core.measuring import RULE_VERSION
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.models import Indicator, Standing
from vaocuoc.tracking.indicators.queries import (
    IndicatorFilters,
    IndicatorRow,
    indicators_within,
    judged,
    judged_at,
)
from vaocuoc.ui.clock import today as day_of_today
from vaocuoc.ui.words import VERDICT_ORDER

_BATCH = 200
_MILLION = 1_000_000
_RED = ("off_track", "missed")


def bring_up_to_date(indicators: QuerySet[Indicator], *, today: date) -> int:
    """Judge those of the indicators whose rows are missing or of another day; give how many."""
    kept = Standing.objects.filter(indicator=OuterRef("pk"))
    stale = indicators.filter(
        ~Exists(kept.filter(day=today)) | Exists(kept.filter(Q(day__isnull=True) | ~Q(day=today)))
    )
    keys = list(stale.order_by("pk").values_list("pk", flat=True).distinct())
    for begin in range(0, len(keys), _BATCH):
        _judge(keys[begin : begin + _BATCH], today)
    return len(keys)


def standings_of(actor: Actor, *, today: date, filters: IndicatorFilters | None = None) -> QuerySet[Standing]:
    """How the indicators that the actor sees stand on a day, what needs someone first.

    One row for an indicator where the keeper has a target of its own, else one for each unit that has; with a unit in
    the filters, that unit's rows.
    """
    filters = filters or IndicatorFilters()
    found = indicators_within(actor, filters)
    bring_up_to_date(found, today=today)
    kept = Standing.objects.filter(indicator__in=found.order_by().values("pk"))
    kept = kept.filter(unit=filters.unit) if filters.unit else kept.filter(leads=True)
    if filters.verdict:
        kept = kept.filter(code=filters.verdict)
    return kept.order_by("place", F("progress").asc(nulls_last=True), "indicator__code", "unit")


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
    return standings_of(actor, today=today).filter(code__in=_RED).count()


@task()
def judge_again() -> None:
    """Judge every indicator for the day that has begun (việc định kỳ)."""
    bring_up_to_date(Indicator.objects.all(), today=day_of_today())


def _judge(keys: list[int], today: date) -> None:
    with transaction.atomic():
        locked = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        indicators = list(locked.select_related("keeper", "lead_unit").defer("folded"))
        rows = judged(indicators, today=today, every_unit=True)
        own_target = {row.indicator.pk for row in rows if row.target and row.unit.pk == row.indicator.keeper_id}
        some_target = {row.indicator.pk for row in rows if row.target}
        Standing.objects.filter(indicator__in=keys).delete()
        Standing.objects.bulk_create(
            [_standing(row, today, own_target, some_target) for row in rows], ignore_conflicts=True
        )


def _standing(row: IndicatorRow, today: date, own_target: set[int], some_target: set[int]) -> Standing:
    is_keeper = row.unit.pk == row.indicator.keeper_id
    if row.indicator.pk in own_target:
        leads = is_keeper
    else:
        leads = row.target is not None or row.indicator.pk not in some_target
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
        rule_version=RULE_VERSION,
    )
