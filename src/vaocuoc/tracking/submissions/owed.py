"""What a provider owes to a register for a period (số liệu phải báo cáo): from obligations, nothing typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from vaocuoc.core.calendars import CIVIL, STATE_REPORT, STORED_KINDS, Period, closes_on, closing_day, last_finished
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.indicators.models import Indicator, Obligation
from vaocuoc.tracking.submissions.models import Cell, Submission

KINDS = tuple(kind for kind in STORED_KINDS if kind != "date")
"""The periods that are reported regularly; milestones are entered one by one."""
_SLUG = re.compile(r"(?:(hc|n\d{1,2})-)?(month|quarter|year)-(\d{4})-(\d{1,2})")


def slug_of(period: Period) -> str:
    """How an address names a period: ``month-2026-10``; before it ``hc-`` for the State's reporting calendar, ``n25-``
    for one that closes on the 25th.
    """
    known = {CIVIL: "", STATE_REPORT: "hc-"}
    before = known.get(period.calendar, f"n{closing_day(period.calendar)}-")
    return f"{before}{period.kind}-{period.year}-{period.index}"


def period_of_slug(text: str) -> Period:
    """The period that an address names. Raises ``Http404`` for one that does not exist."""
    found = _SLUG.fullmatch(text)
    if found is None:
        raise Http404
    calendar, kind, year, index = found.groups()
    try:
        closes = {None: CIVIL, "hc": STATE_REPORT}.get(calendar) or closes_on(int(calendar[1:]))
        return Period(closes, kind, int(year), int(index))
    except ValueError:
        raise Http404 from None


def _holding(period: Period) -> QuerySet[Obligation]:
    """The obligations that hold at some time of a period, of what is reported and not computed; one for each place."""
    holds = Q(valid_to__isnull=True) | Q(valid_to__gt=period.start)
    later = Obligation.objects.filter(
        holds,
        valid_from__lte=period.end,
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
        valid_from__gt=OuterRef("valid_from"),
    )
    return Obligation.objects.filter(
        holds,
        ~Exists(later),
        valid_from__lte=period.end,
        indicator__frequency=period.kind,
        indicator__calendar=period.calendar,
        indicator__expression="",
    )


_KEEPERS_OWN = Q(unit=F("indicator__keeper"))


def _owes(provider: object) -> Q:
    """What a unit must report: its own figures, and those of the register itself that it leads.

    A figure of the register that another unit leads is that unit's to report.
    """
    led_elsewhere = _KEEPERS_OWN & Q(indicator__lead_unit__isnull=False)
    return (Q(unit=provider) & ~led_elsewhere) | (Q(indicator__lead_unit=provider) & _KEEPERS_OWN)


def _relays(provider: object) -> Q:
    """What a leading unit may report in place of others."""
    return Q(indicator__lead_unit=provider) & ~Q(unit=provider) & ~_KEEPERS_OWN


def owed(keeper: int, provider: int, period: Period) -> QuerySet[Obligation]:
    """The figures that a provider must report (số liệu phải báo cáo)."""
    return _ordered(_holding(period).filter(_owes(provider), indicator__keeper=keeper))


def relayed(keeper: int, provider: int, period: Period) -> QuerySet[Obligation]:
    """The figures of other units that a leading unit may report in their place (báo cáo thay)."""
    return _ordered(_holding(period).filter(_relays(provider), indicator__keeper=keeper))


def reportable(keeper: int, provider: int, period: Period) -> QuerySet[Obligation]:
    """Everything that a provider's report to a register may hold."""
    return _ordered(_holding(period).filter(_owes(provider) | _relays(provider), indicator__keeper=keeper))


def _ordered(found: QuerySet[Obligation]) -> QuerySet[Obligation]:
    return found.select_related("indicator", "unit").order_by(
        "indicator__code", "indicator_id", "unit__sort_key", "unit_id"
    )


def unfilled(keeper: int, provider: int, period: Period, submission: Submission | None) -> QuerySet[Obligation]:
    """Of what must be reported, what has neither a value nor a reason yet."""
    must = owed(keeper, provider, period)
    if submission is None or submission.pk is None:
        return must
    filled = Cell.objects.filter(
        Q(value__isnull=False) | ~Q(missing_reason=""),
        submission=submission,
        indicator=OuterRef("indicator"),
        unit=OuterRef("unit"),
    )
    return must.filter(~Exists(filled))


# --- whose reports ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """A report that a provider owes to a register for a period, begun or not."""

    keeper: Unit
    provider: Unit
    period: Period
    submission: Submission | None

    @property
    def slug(self) -> str:
        return slug_of(self.period)

    @property
    def state(self) -> str:
        return self.submission.state if self.submission else ""


def reports_of(providers: Iterable[int], *, today: date) -> list[Due]:
    """The reports that these units owe for the last period that ended, of every kind, and older ones not closed yet.

    Four queries, however many units; what needs the reporter first.
    """
    providers = list(providers)
    needed: set[tuple[int, int, Period]] = set()
    for provider_of in (Q(unit__in=providers), Q(indicator__lead_unit__in=providers) & _KEEPERS_OWN):
        rows = Obligation.objects.filter(provider_of, indicator__expression="", indicator__frequency__in=KINDS)
        for row in rows.values_list(
            "unit", "indicator__lead_unit", "indicator__keeper", "indicator__frequency", "indicator__calendar",
            "valid_from", "valid_to",
        ).distinct():  # fmt: skip
            unit, lead, keeper, kind, calendar, begins, ends = row
            provider = lead if unit == keeper and lead is not None else unit
            period = last_finished(today, kind, calendar)
            if provider in providers and begins <= period.end and (ends is None or ends > period.start):
                needed.add((keeper, provider, period))
    begun = Submission.objects.filter(provider__in=providers).select_related("keeper", "provider")
    known = {(one.keeper_id, one.provider_id, one.period): one for one in begun.order_by("-period_end")[:200]}
    keys = needed | {key for key, one in known.items() if one.is_open or one.is_waiting}
    units = Unit.objects.in_bulk({unit for keeper, provider, _period in keys for unit in (keeper, provider)})
    found = [
        Due(units[keeper], units[provider], period, known.get((keeper, provider, period)))
        for keeper, provider, period in keys
    ]
    order = {"returned": 0, "": 1, "draft": 1, "submitted": 2, "checked": 2, "approved": 3}
    return sorted(
        found, key=lambda due: (order[due.state], -due.period.end.toordinal(), due.provider.pk, due.keeper.pk)
    )


def own_providers(actor: Actor) -> list[int]:
    """The units that one's own post reports for: its unit, and those it was given the role over."""
    named = {grant.unit_id for grant in actor.grants} | ({actor.post.unit_id} if actor.post else set())
    return sorted(actor.among(Action.REPORT, named))


def providers_owing(keeper: int, period: Period) -> QuerySet[Unit]:
    """The units that owe a report to a register for a period (đơn vị phải báo cáo)."""
    holding = _holding(period).filter(indicator__keeper=keeper)
    own = holding.filter(unit=OuterRef("pk")).exclude(_KEEPERS_OWN & Q(indicator__lead_unit__isnull=False))
    led = holding.filter(_KEEPERS_OWN, indicator__lead_unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(own) | Exists(led)).order_by("sort_key", "pk")


def kinds_in(keepers: Iterable[int]) -> list[tuple[str, str]]:
    """The kinds of period, with their calendars, that these registers are reported by."""
    rows = Indicator.objects.filter(keeper__in=keepers, frequency__in=KINDS).order_by()
    found = rows.values_list("frequency", "calendar").distinct()
    return sorted(found, key=lambda row: (KINDS.index(row[0]), row[1]))
