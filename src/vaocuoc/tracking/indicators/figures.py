"""Reporting figures one by one, taking them back, approving them (báo cáo, rút, duyệt số liệu)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.access import can_see_indicator
from vaocuoc.tracking.indicators.changes import figures_changed
from vaocuoc.tracking.indicators.differences import place_of
from vaocuoc.tracking.indicators.following import bring_up_to_date
from vaocuoc.tracking.indicators.locks import require_living, require_open
from vaocuoc.tracking.indicators.models import Approval, Indicator, Obligation, Observation
from vaocuoc.tracking.indicators.passports import held_indicators
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled

_KEPT = tuple(field.attname for field in Observation._meta.concrete_fields if not field.primary_key)
"""What a revision that puts an earlier one back takes over from it."""


def submit_observation(
    *,
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    provider: Unit,
    period: Period,
    value: Decimal | None,
    missing_reason: str = "",
    is_estimate: bool = False,
    revision_reason: str = "",
    note: str = "",
    document: Document | None = None,
    finding: Finding | None = None,
) -> Observation:
    """Report a figure for a period, or why there is none (báo cáo số liệu). What was reported before stays as it was.

    The same figure again without a new source changes nothing and returns what is there. Another figure is a further
    revision and needs its reason, unless a final one follows an estimate. ``note`` explains a striking figure. A figure
    may be reported by whoever reports for ``provider`` where it is the unit itself, leads or owes the indicator, and by
    who reports for the keeper.

    Raises ``Refused``: ``access.denied``, ``indicators.wrong_period``, ``indicators.value_or_reason``,
    ``indicators.estimate_after_final``, ``indicators.no_revision_reason``, ``indicators.not_begun``,
    ``indicators.too_precise``, ``indicators.too_large``, ``indicators.unit_dissolved``, ``indicators.period_closed``,
    ``indicators.approved_already`` where a final figure was approved: that takes a correction.
    """
    figure = NewFigure(
        indicator=indicator,
        unit=unit,
        provider=provider,
        period=period,
        value=value,
        missing_reason=missing_reason,
        is_estimate=is_estimate,
        revision_reason=revision_reason,
        note=note,
        document=document,
        finding=finding,
    )
    return submit_observations(actor=actor, figures=[figure])[0]


Reported = tuple[int, int, int, Period]
"""Where a provider reports: indicator, unit, provider, period."""


@dataclass(frozen=True, kw_only=True)
class NewFigure:
    """A figure for a period, or why there is none, given to :func:`submit_observations`."""

    indicator: Indicator
    unit: Unit
    provider: Unit
    period: Period
    value: Decimal | None
    missing_reason: str = ""
    is_estimate: bool = False
    revision_reason: str = ""
    note: str = ""
    document: Document | None = None
    finding: Finding | None = None

    @property
    def place(self) -> Reported:
        return self.indicator.pk, self.unit.pk, self.provider.pk, self.period


def submit_observations(*, actor: Actor, figures: Sequence[NewFigure]) -> list[Observation]:
    """The same for many in their order, all or none; for one register the queries do not grow with them."""
    for figure in figures:
        _require_reporting(actor, figure.indicator, figure.unit, figure.provider)
        _check(actor, figure)
    with transaction.atomic():
        held_indicators(figure.indicator.pk for figure in figures)  # revisions of one series come one after another
        last = _last_revisions(figure.place for figure in figures)
        closed = cache(partial(require_open, today=actor.today))
        given: list[Observation] = []
        fresh: list[tuple[NewFigure, Observation]] = []
        for figure in figures:
            before = last.get(figure.place)
            observation = _next(actor, figure, before)
            if observation is not before:
                closed(figure.indicator.keeper_id, figure.period)
                fresh.append((figure, observation))
                last[figure.place] = observation
            given.append(observation)
        Observation.objects.bulk_create([observation for _figure, observation in fresh], batch_size=200)
        figures_changed([observation for _figure, observation in fresh])
        record_all(actor, "indicators.report", [(observation, _told(one, observation)) for one, observation in fresh])
    return given


def _check(actor: Actor, figure: NewFigure) -> None:
    """Raise ``Refused`` for what cannot be reported, whatever was before (see :func:`submit_observation`)."""
    indicator, period = figure.indicator, figure.period
    if indicator.expression:
        raise Refused("indicators.computed", indicator=indicator.code)
    if (period.kind, period.calendar) != (indicator.frequency, indicator.calendar):
        raise Refused("indicators.wrong_period", kind=period.kind, expected=indicator.frequency)
    if (figure.value is None) == (not figure.missing_reason.strip()):
        raise Refused("indicators.value_or_reason")
    if period.start > actor.today:
        raise Refused("indicators.not_begun", start=period.start)
    require_living((figure.unit, figure.provider), period)


def _next(actor: Actor, figure: NewFigure, last: Observation | None) -> Observation:
    """The revision that follows the last one, not yet written; the last itself where nothing changes."""
    value = None if figure.value is None else to_scaled(figure.value, figure.indicator.decimals)
    missing_reason, revision_reason = nfc(figure.missing_reason).strip(), nfc(figure.revision_reason).strip()
    finding, document, period = figure.finding, figure.document, figure.period
    if last is not None:
        same = (last.value, last.missing_reason, last.is_estimate) == (value, missing_reason, figure.is_estimate)
        if same and (finding is None or finding.pk == last.finding_id) and document in (None, last.document):
            return last
        check_revision(last, figure.is_estimate, same, revision_reason)
    return Observation(
        indicator=figure.indicator,
        unit=figure.unit,
        provider=figure.provider,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
        period_start=period.start,
        period_end=period.end,
        value=value,
        missing_reason=missing_reason[:300],
        is_estimate=figure.is_estimate,
        revision=last.revision + 1 if last else 1,
        revision_reason=revision_reason[:300] if last else "",
        note=nfc(figure.note).strip()[:500],
        document=document,
        finding=finding,
        submitted_by=actor.user,
        submitted_as=actor.post,
    )


def _told(figure: NewFigure, observation: Observation) -> dict[str, object]:
    return {
        "code": figure.indicator.code,
        "value": None if figure.value is None else str(figure.value),
        "period": figure.period.label_code,
        "revision": observation.revision,
        "unit_name": figure.unit.name,
    }


def retract_observation(*, actor: Actor, observation: Observation, reason: str) -> Observation:
    """Take a reported figure back (rút số liệu): a further revision with what stood before it, or that there is none.

    Nothing is deleted. Raises ``Refused("conflict.observation_changed")`` where a later revision is there already.
    """
    done = retract_observations(actor=actor, observations=[observation], reason=reason)
    if refused := done.refused.get(observation.pk):
        raise refused
    return done.made[observation.pk]


@dataclass(frozen=True)
class Retracted:
    """The further revisions of figures taken back, and why others could not be, by the figure's key."""

    made: Mapping[int, Observation]
    refused: Mapping[int, Refused]


def retract_observations(*, actor: Actor, observations: Sequence[Observation], reason: str) -> Retracted:
    """The same for many, each of another series and period; what is refused stays as it is."""
    reason = nfc(reason).strip()
    refused: dict[int, Refused] = {}
    made: dict[int, Observation] = {}
    with transaction.atomic():
        held_indicators(one.indicator_id for one in observations)
        revisions = _all_revisions(_place_of(one) for one in observations)
        closed = cache(partial(require_open, today=actor.today))
        for one in observations:
            try:
                _require_reporting(actor, one.indicator, one.unit, one.provider)
                if not reason:
                    raise Refused("indicators.no_reason")
                made[one.pk] = _without(actor, one, revisions.get(_place_of(one), []), reason)
                closed(one.indicator.keeper_id, period_of(one))
            except Refused as why:
                made.pop(one.pk, None)
                refused[one.pk] = why
        again = list(made.values())
        Observation.objects.bulk_create(again, batch_size=200)
        figures_changed(again)
        facts = [{"code": one.indicator.code, "period": period_of(one).label_code, "reason": reason} for one in again]
        record_all(actor, "indicators.retract", list(zip(again, facts, strict=True)))
    return Retracted(made, refused)


def _without(actor: Actor, observation: Observation, revisions: Sequence[Observation], reason: str) -> Observation:
    """The revision that says what stood before an observation, or that nothing did; not yet written."""
    last = revisions[-1] if revisions else None
    if last is None or last.pk != observation.pk:
        raise Refused("conflict.observation_changed")
    if hasattr(last, "approval"):
        raise Refused("indicators.approved_already", value=shown_value(last))
    before = next((one for one in reversed(revisions) if one.revision < observation.revision), None)
    source = before or last
    again = Observation(**{name: getattr(source, name) for name in _KEPT})
    again.indicator = observation.indicator
    again.revision, again.revision_reason = observation.revision + 1, reason[:300]
    again.submitted_by, again.submitted_as, again.submitted_at = actor.user, actor.post, timezone.now()
    if before is None:
        again.value, again.missing_reason = None, reason[:300]
        again.document = again.finding = None
    again.submission = None
    return again


def approve_observation(*, actor: Actor, observation: Observation) -> Approval:
    """Approve a reported figure (duyệt số liệu); by another than who reported it, and only the latest revision.

    Raises ``Refused``: ``access.denied``, ``indicators.approve_own``, ``indicators.in_submission``,
    ``conflict.observation_changed``. Approving again changes nothing.
    """
    if not actor.may(Action.APPROVE, observation.unit_id):
        actor.require(Action.APPROVE, observation.indicator.keeper_id)
    if observation.submitted_by_id == actor.user.pk:
        raise Refused("indicators.approve_own")
    if observation.submission_id is not None and not hasattr(observation, "approval"):
        raise Refused("indicators.in_submission")
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=observation.indicator_id)
        last = _last_revision(observation.indicator, observation.unit, observation.provider, period_of(observation))
        if last is None or last.pk != observation.pk:
            raise Refused("conflict.observation_changed")
        approval, made = Approval.objects.get_or_create(
            observation=observation, defaults={"approved_by": actor.user, "approved_as": actor.post}
        )
        if made:
            bring_up_to_date([place_of(observation)])  # providers differ by what they report, not by what is approved
            record(
                actor, "indicators.approve", observation, code=observation.indicator.code, revision=observation.revision
            )
    return approval


def _require_reporting(actor: Actor, indicator: Indicator, unit: Unit, provider: Unit) -> None:
    """Who reports for the keeper may enter any figure; another only what its unit provides for itself or owes."""
    if actor.may(Action.REPORT, indicator.keeper_id):
        return
    actor.require(Action.REPORT, provider.pk)
    own = provider.pk in (unit.pk, indicator.lead_unit_id)
    owed = own or Obligation.objects.filter(indicator=indicator, unit=provider).exists()
    if not owed or not can_see_indicator(actor, indicator):
        raise Refused("access.denied", action=str(Action.REPORT))


def _all_revisions(places: Iterable[Reported]) -> dict[Reported, list[Observation]]:
    """All that was reported at these places, the first first; one query for each period among them."""
    found: dict[Reported, list[Observation]] = defaultdict(list)
    by_period: dict[Period, set[Reported]] = defaultdict(set)
    for place in places:
        by_period[place[3]].add(place)
    for period, asked in by_period.items():
        rows = Observation.objects.filter(
            indicator__in=Keys({place[0] for place in asked}),
            unit__in=Keys({place[1] for place in asked}),
            provider__in=Keys({place[2] for place in asked}),
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
        )
        for one in rows.select_related("document", "approval", "indicator").order_by("revision"):
            if (place := _place_of(one)) in asked:
                found[place].append(one)
    return found


def _last_revisions(places: Iterable[Reported]) -> dict[Reported, Observation]:
    return {place: found[-1] for place, found in _all_revisions(places).items()}


def _last_revision(indicator: Indicator, unit: Unit, provider: Unit, period: Period) -> Observation | None:
    place = (indicator.pk, unit.pk, provider.pk, period)
    return _last_revisions([place]).get(place)


def _place_of(one: Observation) -> Reported:
    return one.indicator_id, one.unit_id, one.provider_id, period_of(one)


def check_revision(last: Observation, is_estimate: bool, same: bool, reason: str) -> None:
    """Refuse what may not follow the last revision: an estimate after a final, another figure than the approved one.

    ``same`` says that value and kind are those of the last, which may come again from another source.
    """
    if hasattr(last, "approval") and not (same or last.is_estimate or last.value is None):
        raise Refused("indicators.approved_already", value=shown_value(last))
    if is_estimate and not last.is_estimate and last.value is not None:
        raise Refused("indicators.estimate_after_final", value=from_scaled(last.value, last.indicator.decimals))
    follows_estimate = last.is_estimate and not is_estimate
    if not (same or follows_estimate or last.value is None or reason):
        raise Refused("indicators.no_revision_reason")


def period_of(observation: Observation) -> Period:
    """The period of a stored figure."""
    return Period.of(observation.calendar, observation.period_kind, observation.year, observation.index)


def shown_value(observation: Observation) -> Decimal | None:
    """The figure of an observation, as it is said in a sentence; None where it has none."""
    return None if observation.value is None else from_scaled(observation.value, observation.indicator.decimals)
