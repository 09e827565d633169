"""Reading indicators: the list with its verdicts, what stands behind one, and which indicator a phrase means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from vaocuoc.core.calendars import Period
from vaocuoc.core.text import fold, nfc, words
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.search.queries import Hit, excerpt, matching
from vaocuoc.tracking import narrowing
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.in_force import figures_in_force as figures_in_force
from vaocuoc.tracking.indicators.judging import IndicatorRow as IndicatorRow
from vaocuoc.tracking.indicators.judging import aim_of as aim_of
from vaocuoc.tracking.indicators.judging import judged as judged
from vaocuoc.tracking.indicators.judging import judged_pairs, row_of
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.operations import period_of
from vaocuoc.tracking.indicators.others import Others, others_of, urgency
from vaocuoc.tracking.indicators.overseeing import indicators_overseen


@dataclass(frozen=True)
class IndicatorFilters:
    """What the list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    verdict: str = ""
    lead: int | None = None
    document: int | None = None
    unit: int | None = None
    period: Period | None = None
    overseen: bool = False
    more: narrowing.Asked = ()


def indicators_within(actor: Actor, filters: IndicatorFilters) -> QuerySet[Indicator]:
    """The indicators that the actor sees within the filters, whatever their verdicts."""
    found = visible_indicators(actor)
    if filters.lead:
        found = found.filter(lead_unit=filters.lead)
    if filters.document:
        aimed = Target.objects.filter(document=filters.document, withdrawn_at__isnull=True)
        found = found.filter(pk__in=aimed.values("indicator"))
    if filters.period:
        due = Target.objects.filter(due__gte=filters.period.start, due__lte=filters.period.end, withdrawn_at=None)
        found = found.filter(pk__in=due.values("indicator"))
    if filters.overseen:
        found = found.filter(indicators_overseen(actor))
    for rule in narrowing.conditions(narrowing.INDICATORS, filters.more):
        found = found.filter(rule)
    if filters.text:
        found = matching(found, "folded", filters.text)
    return found


# --- which indicator a phrase means -----------------------------------------------------------------------------------

_FILLING = frozenset(
    {"ty", "le", "so", "tong", "chi", "tieu", "muc", "dat", "cua", "cac", "va", "tren", "dia", "ban", "toan", "tinh"}
)


@dataclass(frozen=True)
class IndicatorMatch:
    """An indicator of the register that a phrase may mean, and how near (0 to 1)."""

    indicator: Indicator
    score: float


def propose_indicators(
    texts: Iterable[str], *, keeper: Unit, limit: int = 3
) -> Mapping[str, tuple[IndicatorMatch, ...]]:
    """For each phrase the indicators of a register that it may mean, nearest first; one query for all.

    Names are compared folded, whatever the order of their words; a phrase that only shares words such as "tỷ lệ", "tổng
    số" with a name does not resemble it.
    """
    register = list(Indicator.objects.filter(keeper=keeper).select_related("lead_unit"))
    names = [_plain(indicator.name) for indicator in register]
    return {text: _nearest(text, register, names, limit) for text in dict.fromkeys(texts)}


def _nearest(text: str, register: list[Indicator], names: list[str], limit: int) -> tuple[IndicatorMatch, ...]:
    asked = _plain(text)
    if not asked:
        return ()
    telling = {word for word in asked.split() if word not in _FILLING}
    found: list[IndicatorMatch] = []
    for name, _ratio, place in process.extract(
        asked, names, scorer=fuzz.token_sort_ratio, score_cutoff=55, limit=limit * 4
    ):
        own = {word for word in name.split() if word not in _FILLING}
        shared = len(telling & own) / max(len(telling | own), 1)
        score = 1.0 if name == asked else min(0.99, 0.5 * fuzz.token_sort_ratio(asked, name) / 100 + 0.5 * shared)
        if score >= 0.6:
            found.append(IndicatorMatch(register[place], round(score, 3)))
    found.sort(key=lambda match: (-match.score, match.indicator.code))
    return tuple(found[:limit])


def _plain(text: str) -> str:
    folded = fold(nfc(text))
    return " ".join(folded[start:end] for start, end in words(folded))


# --- what one indicator's page shows ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One period of one unit: the figure in force and every revision of every provider, the newest first."""

    period: Period
    in_force: Observation
    revisions: tuple[Observation, ...]


@dataclass(frozen=True)
class IndicatorFacts:
    """Everything that an indicator's page shows of one unit."""

    row: IndicatorRow
    beside: tuple[IndicatorRow, ...] = ()
    withdrawn: tuple[Target, ...] = ()
    figures: tuple[Figure, ...] = ()
    others: Others = field(default_factory=Others)


def indicator_facts(indicator: Indicator, *, today: date, unit: int | None = None) -> IndicatorFacts:
    """What an indicator's page shows of one unit, the keeper's where none is asked for, and of the others below."""
    row = row_at(indicator, today=today, unit=unit)
    targets = list(
        Target.objects.filter(indicator=indicator, unit=row.unit)
        .select_related("unit", "document", "created_by__person")
        .order_by("-created_at", "-pk")
    )
    beside = [target for target in targets if target.withdrawn_at is None and target != row.target]
    observations = list(
        Observation.objects.filter(indicator=indicator, unit=row.unit)
        .select_related(
            "approval__approved_as",
            "approval__approved_by__person",
            "provider",
            "document",
            "finding",
            "submitted_as",
            "submitted_by__person",
        )
        .order_by("-period_end", "-period_start", "-submitted_at", "-pk")
    )
    for one in observations:
        one.indicator = indicator
    return IndicatorFacts(
        row=row,
        beside=tuple(row_of(indicator, target, today=today) for target in beside[:5]),
        withdrawn=tuple(target for target in targets if target.withdrawn_at is not None),
        figures=_figures(observations),
        others=others_of(indicator, row, today),
    )


def row_at(indicator: Indicator, *, today: date, unit: int | None) -> IndicatorRow:
    """An indicator judged at one unit, the keeper where none is asked for (một chỉ tiêu ở một đơn vị)."""
    rows = judged([indicator], today=today, unit=unit)
    if rows:
        return sorted(rows, key=lambda row: (row.unit.pk != indicator.keeper_id, urgency(row)))[0]
    at = (Unit.objects.filter(pk=unit).first() if unit else None) or indicator.keeper
    return judged_pairs({(indicator.pk, at.pk): (indicator, at, None)}, today)[0]


def _figures(observations: Iterable[Observation]) -> tuple[Figure, ...]:
    by_period: dict[Period, list[Observation]] = defaultdict(list)
    for one in observations:
        by_period[period_of(one)].append(one)
    return tuple(
        Figure(period, next(iter(figures_in_force(revisions).values()))[0], tuple(revisions))
        for period, revisions in by_period.items()
    )


# --- what other pages show --------------------------------------------------------------------------------------------


def awaiting_approval(actor: Actor) -> QuerySet[Observation]:
    """The latest figures, not one's own, that wait for the actor's approval (số liệu chờ duyệt).

    Those that came in a report of a period are approved with it.
    """
    units = actor.units(Action.APPROVE).values("pk")
    later = Observation.objects.filter(
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
        provider=OuterRef("provider"),
        calendar=OuterRef("calendar"),
        period_kind=OuterRef("period_kind"),
        year=OuterRef("year"),
        index=OuterRef("index"),
        revision__gt=OuterRef("revision"),
    )
    mine_to_approve = Q(unit__in=units) | Q(indicator__keeper__in=units)
    waiting = Observation.objects.filter(mine_to_approve, approval__isnull=True, submission__isnull=True)
    waiting = waiting.exclude(submitted_by=actor.user)
    return waiting.filter(~Exists(later)).order_by("-submitted_at", "-pk")


def find_indicators(actor: Actor, query: str, limit: int) -> list[Hit]:
    """Indicators by code and name, for the search."""
    found = matching(visible_indicators(actor), "folded", query).select_related("lead_unit").order_by("code", "pk")
    return [_hit(indicator, query) for indicator in found[:limit]]


def _hit(indicator: Indicator, query: str) -> Hit:
    shown = excerpt(indicator.name, query)
    return Hit(
        kind=_("Chỉ tiêu"),
        title=indicator.code,
        url=reverse("indicators:detail", args=[indicator.pk]),
        excerpt=shown.text,
        marks=shown.marks,
        note=str(indicator.lead_unit or ""),
    )
