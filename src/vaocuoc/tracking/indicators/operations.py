"""Changing indicators: their passport, who owes them, what is to be reached, what was reported and approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import Period, closing_day
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.access import can_see_indicator
from vaocuoc.tracking.indicators.changes import figures_changed
from vaocuoc.tracking.indicators.differences import Place, place_of
from vaocuoc.tracking.indicators.following import bring_up_to_date, obligations_changed, outdate_verdicts_of
from vaocuoc.tracking.indicators.locks import require_living, require_open
from vaocuoc.tracking.indicators.models import (
    Approval,
    Calendar,
    Comparator,
    Direction,
    Frequency,
    Horizon,
    Indicator,
    IndicatorKind,
    Obligation,
    Observation,
    OfficialProvider,
    Reported,
    Standing,
    Target,
)
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled
from vaocuoc.tracking.indicators.versions import add_version, words_of
from vaocuoc.tracking.numbering import next_code

PASSPORT = ("definition", "formula", "data_source", "verifier", "limits")
_EDITABLE = ("name", "unit_of_measure", "direction", "lead_unit", "official_provider", *PASSPORT)


def create_indicator(
    *,
    actor: Actor,
    keeper: Unit,
    name: str,
    unit_of_measure: str,
    kind: str,
    frequency: str,
    code: str = "",
    reported: str = Reported.PER_PERIOD,
    direction: str = Direction.UP,
    decimals: int = 2,
    calendar: str = Calendar.CIVIL,
    lead_unit: Unit | None = None,
    parent: Indicator | None = None,
    **passport: str,
) -> Indicator:
    """Enter an indicator in the register of ``keeper`` (thêm chỉ tiêu); without a code it gets the next one.

    ``parent`` is the indicator that it is a component of, of the same register. ``passport`` takes definition, formula,
    data_source, verifier, limits. Raises ``Refused``: ``access.denied``,
    ``indicators.no_name``, ``indicators.no_unit_of_measure``, ``indicators.too_long``, ``indicators.unknown_choice``,
    ``indicators.decimals``, ``indicators.code_taken``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    if unknown := set(passport) - set(PASSPORT):
        raise TypeError(f"unknown fields of a passport: {sorted(unknown)}")
    name, unit_of_measure, code = nfc(name).strip(), nfc(unit_of_measure).strip(), nfc(code).strip()
    _check_words(name, unit_of_measure)
    _check_choice(IndicatorKind, kind)
    _check_choice(Frequency, frequency)
    _check_choice(Reported, reported)
    _check_choice(Direction, direction)
    _check_calendar(calendar)
    if not 0 <= decimals <= 6:
        raise Refused("indicators.decimals", decimals=decimals)
    with transaction.atomic():
        if not code:
            code = next_code(Indicator.objects.filter(keeper=keeper), keeper, "CT")
        elif Indicator.objects.filter(keeper=keeper, code=code).exists():
            raise Refused("indicators.code_taken", taken=code)
        indicator = Indicator.objects.create(
            keeper=keeper,
            code=code,
            name=name,
            unit_of_measure=unit_of_measure,
            decimals=decimals,
            kind=kind,
            reported=reported,
            frequency=frequency,
            calendar=calendar,
            direction=direction,
            lead_unit=lead_unit,
            parent=parent,
            folded=_folded(code, name),
            **{field: nfc(words).strip() for field, words in passport.items()},
        )
        record(actor, "indicators.create", indicator, code=code, name=name)
    return indicator


def edit_indicator(
    *, actor: Actor, indicator: Indicator, reason: str = "", document: Document | None = None, **fields: object
) -> Indicator:
    """Change the words of an indicator (sửa thông tin chỉ tiêu); what its values mean (decimals, kind, period) stays.

    Takes name, unit_of_measure, direction, lead_unit, official_provider and the passport. What it said before stays as
    a version; the new one keeps the ``reason`` of the change and the ``document`` that decided it.
    """
    actor.require(Action.ASSIGN, indicator.keeper_id)
    if unknown := set(fields) - set(_EDITABLE):
        raise TypeError(f"fields that are not edited: {sorted(unknown)}")
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        before: dict[str, str] = {}
        words = words_of(indicator)
        for field, value in fields.items():
            value = nfc(value).strip() if isinstance(value, str) else value
            if getattr(indicator, field) != value:
                before[field] = str(getattr(indicator, field) or "")
                setattr(indicator, field, value)
        if not before:
            return indicator
        _check_words(indicator.name, indicator.unit_of_measure)
        _check_choice(Direction, indicator.direction)
        _check_choice(OfficialProvider, indicator.official_provider)
        indicator.folded = _folded(indicator.code, indicator.name)
        indicator.save()
        add_version(actor, indicator, words, reason=nfc(reason).strip()[:300], document=document)
        if "official_provider" in before:
            bring_up_to_date(_reported_twice(indicator))
        Standing.outdate(indicator.pk)
        facts = {"reason": reason} if reason else {}
        after = {field: str(getattr(indicator, field) or "") for field in before}
        record(actor, "indicators.edit", indicator, before=before, after=after, **facts)
    return indicator


def _reported_twice(indicator: Indicator) -> set[Place]:
    """The places that several report for: there the official one has changed."""
    rows = Observation.objects.filter(indicator=indicator).order_by()
    keys = rows.values_list("unit", "calendar", "period_kind", "year", "index")
    several = keys.annotate(providers=models.Count("provider", distinct=True)).filter(providers__gt=1)
    return {Place(indicator.pk, unit, Period.of(*period)) for unit, *period, _number in several}


def oblige(
    *, actor: Actor, indicator: Indicator, unit: Unit, valid_from: date, valid_to: date | None = None
) -> Obligation:
    """A unit owes the figures of an indicator from a day on (giao báo cáo chỉ tiêu); asking again changes nothing."""
    actor.require(Action.ASSIGN, indicator.keeper_id)
    with transaction.atomic():
        return _oblige(actor, indicator, unit, valid_from, valid_to)


def set_target(
    *,
    actor: Actor,
    indicator: Indicator,
    unit: Unit,
    comparator: str,
    value: Decimal,
    value_high: Decimal | None = None,
    horizon: str = Horizon.AT_DATE,
    starts_on: date | None = None,
    due: date | None = None,
    baseline: Decimal | None = None,
    baseline_on: date | None = None,
    path: Mapping[str, Decimal] | None = None,
    season: Mapping[str, Decimal] | None = None,
    reference_indicator: Indicator | None = None,
    reference_unit: Unit | None = None,
    part_of: Target | None = None,
    part_as: str = "",
    document: Document | None = None,
    finding: Finding | None = None,
    headline: bool = True,
    replaces: Target | None = None,
) -> Target:
    """Say what is to be reached (đặt mục tiêu) and, with it, that the unit owes the figures.

    ``path`` gives the plan of single years, ``{"2026": Decimal("9.5")}``. Another document's target may stand beside:
    the newest ``headline`` leads, the earlier one stays and is shown. ``replaces`` names the target that a decision
    changes; it is withdrawn and stays in the history, its parts go over to the new one. ``season`` spreads a year over
    its months, ``{"1": Decimal(5), ...}``. With a reference ("thấp hơn bình quân chung") the value is the distance
    from the reference's figure of the same period. ``part_of`` says what it is a component or a share of.

    Raises ``Refused``: ``access.denied``, ``indicators.unknown_choice``, ``indicators.range_backwards``,
    ``indicators.days_backwards``, ``indicators.too_precise``, ``indicators.too_large``, ``indicators.season_wrong``,
    ``indicators.reference_half``, ``indicators.reference_itself``, ``indicators.reference_differs``,
    ``conflict.target_changed``.
    """
    actor.require(Action.ASSIGN, indicator.keeper_id)
    _check_choice(Comparator, comparator)
    _check_choice(Horizon, horizon)
    if starts_on and due and due < starts_on:
        raise Refused("indicators.days_backwards", start=starts_on, end=due)
    if value_high is not None and value_high < value:
        raise Refused("indicators.range_backwards", low=value, high=value_high)
    season = check_season(season)
    _check_reference(indicator, unit, reference_indicator, reference_unit)

    def scaled(number: Decimal | None) -> int | None:
        return None if number is None else to_scaled(number, indicator.decimals)

    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        standing = Target.objects.filter(indicator=indicator, unit=unit, withdrawn_at__isnull=True)
        if replaces is not None:
            if not standing.filter(pk=replaces.pk).update(withdrawn_at=timezone.now(), headline=False):
                raise Refused("conflict.target_changed")
            headline = headline or replaces.headline
        if headline:
            standing.filter(headline=True).update(headline=False)
        target = Target.objects.create(
            indicator=indicator,
            unit=unit,
            comparator=comparator,
            value=to_scaled(value, indicator.decimals),
            value_high=scaled(value_high),
            horizon=horizon,
            starts_on=starts_on,
            due=due,
            baseline=scaled(baseline),
            baseline_on=baseline_on,
            path={str(year): to_scaled(number, indicator.decimals) for year, number in (path or {}).items()},
            season={month: str(share) for month, share in season.items()},
            reference_indicator=reference_indicator,
            reference_unit=reference_unit,
            part_of=part_of or (replaces.part_of if replaces else None),
            part_as=part_as or (replaces.part_as if replaces else ""),
            headline=headline,
            document=document,
            finding=finding,
            supersedes=replaces,
            created_by=actor.user,
        )
        if replaces is not None:
            replaces.parts.filter(withdrawn_at__isnull=True).update(part_of=target)
        begins = starts_on or (document.issued_on if document else None) or actor.today
        _oblige(actor, indicator, unit, begins, None)
        facts = {"value": f"{comparator} {value}", "unit_name": unit.name, "due": due.isoformat() if due else None}
        replaced = str(from_scaled(replaces.value, indicator.decimals)) if replaces else None
        outdate_verdicts_of(target)
        record(actor, "indicators.target", target, code=indicator.code, replaces=replaced, **facts)
    return target


def withdraw_target(*, actor: Actor, target: Target, reason: str) -> Target:
    """A target no longer holds (rút mục tiêu); the next newest of the unit leads, if one stands."""
    actor.require(Action.ASSIGN, target.indicator.keeper_id)
    if not reason.strip():
        raise Refused("indicators.no_reason")
    with transaction.atomic():
        target = Target.objects.select_for_update().get(pk=target.pk)
        if target.withdrawn_at is not None:
            return target
        was_headline, target.headline, target.withdrawn_at = target.headline, False, timezone.now()
        target.save(update_fields=["headline", "withdrawn_at"])
        standing = Target.objects.filter(indicator=target.indicator_id, unit=target.unit_id, withdrawn_at__isnull=True)
        if was_headline and (heir := standing.order_by("-created_at", "-pk").first()):
            heir.headline = True
            heir.save(update_fields=["headline"])
        outdate_verdicts_of(target)
        record(actor, "indicators.withdraw_target", target, reason=nfc(reason).strip())
    return target


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
    _require_reporting(actor, indicator, unit, provider)
    if indicator.expression:
        raise Refused("indicators.computed", indicator=indicator.code)
    if (period.kind, period.calendar) != (indicator.frequency, indicator.calendar):
        raise Refused("indicators.wrong_period", kind=period.kind, expected=indicator.frequency)
    missing_reason, revision_reason = nfc(missing_reason).strip(), nfc(revision_reason).strip()
    if (value is None) == (not missing_reason):
        raise Refused("indicators.value_or_reason")
    if period.start > actor.today:
        raise Refused("indicators.not_begun", start=period.start)
    require_living((unit, provider), period)
    scaled = None if value is None else to_scaled(value, indicator.decimals)
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)  # revisions of one series come one after another
        last = _last_revision(indicator, unit, provider, period)
        if last is not None:
            same = (last.value, last.missing_reason, last.is_estimate) == (scaled, missing_reason, is_estimate)
            if same and (finding is None or finding.pk == last.finding_id) and document in (None, last.document):
                return last
            check_revision(last, is_estimate, same, revision_reason)
        require_open(indicator.keeper_id, period, today=actor.today)
        observation = Observation.objects.create(
            indicator=indicator,
            unit=unit,
            provider=provider,
            calendar=period.calendar,
            period_kind=period.kind,
            year=period.year,
            index=period.index,
            period_start=period.start,
            period_end=period.end,
            value=scaled,
            missing_reason=missing_reason[:300],
            is_estimate=is_estimate,
            revision=last.revision + 1 if last else 1,
            revision_reason=revision_reason[:300] if last else "",
            note=nfc(note).strip()[:500],
            document=document,
            finding=finding,
            submitted_by=actor.user,
            submitted_as=actor.post,
        )
        facts = {"period": period.label_code, "revision": observation.revision, "unit_name": unit.name}
        shown = None if value is None else str(value)
        figures_changed([observation])
        record(actor, "indicators.report", observation, code=indicator.code, value=shown, **facts)
    return observation


def retract_observation(*, actor: Actor, observation: Observation, reason: str) -> Observation:
    """Take a reported figure back (rút số liệu): a further revision with what stood before it, or that there is none.

    Nothing is deleted. Raises ``Refused("conflict.observation_changed")`` where a later revision is there already.
    """
    indicator = observation.indicator
    _require_reporting(actor, indicator, observation.unit, observation.provider)
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("indicators.no_reason")
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        period = period_of(observation)
        last = _last_revision(indicator, observation.unit, observation.provider, period)
        if last is None or last.pk != observation.pk:
            raise Refused("conflict.observation_changed")
        if hasattr(last, "approval"):
            raise Refused("indicators.approved_already", value=shown_value(last))
        require_open(indicator.keeper_id, period, today=actor.today)
        before = (
            _revisions(indicator, observation.unit, observation.provider, period)
            .filter(revision__lt=observation.revision)
            .order_by("-revision")
            .first()
        )
        again = Observation.objects.get(pk=before.pk if before else observation.pk)
        again.pk = None
        again._state.adding = True
        again.revision, again.revision_reason = observation.revision + 1, reason[:300]
        again.submitted_by, again.submitted_as, again.submitted_at = actor.user, actor.post, timezone.now()
        if before is None:
            again.value, again.missing_reason = None, reason[:300]
            again.document = again.finding = None
        again.submission = None
        again.save()
        figures_changed([again])
        record(actor, "indicators.retract", again, code=indicator.code, period=period.label_code, reason=reason)
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


def period_of(observation: Observation) -> Period:
    """The period of a stored figure."""
    return Period.of(observation.calendar, observation.period_kind, observation.year, observation.index)


# --- what the operations share ----------------------------------------------------------------------------------------


def _require_reporting(actor: Actor, indicator: Indicator, unit: Unit, provider: Unit) -> None:
    """Who reports for the keeper may enter any figure; another only what its unit provides for itself or owes."""
    if actor.may(Action.REPORT, indicator.keeper_id):
        return
    actor.require(Action.REPORT, provider.pk)
    own = provider.pk in (unit.pk, indicator.lead_unit_id)
    owed = own or Obligation.objects.filter(indicator=indicator, unit=provider).exists()
    if not owed or not can_see_indicator(actor, indicator):
        raise Refused("access.denied", action=str(Action.REPORT))


def _revisions(indicator: Indicator, unit: Unit, provider: Unit, period: Period) -> models.QuerySet[Observation]:
    return Observation.objects.filter(
        indicator=indicator,
        unit=unit,
        provider=provider,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
    )


def _last_revision(indicator: Indicator, unit: Unit, provider: Unit, period: Period) -> Observation | None:
    found = _revisions(indicator, unit, provider, period)
    return found.select_related("document", "approval", "indicator").order_by("-revision").first()


def shown_value(observation: Observation) -> Decimal | None:
    """The figure of an observation, as it is said in a sentence; None where it has none."""
    return None if observation.value is None else from_scaled(observation.value, observation.indicator.decimals)


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


def _oblige(actor: Actor, indicator: Indicator, unit: Unit, valid_from: date, valid_to: date | None) -> Obligation:
    owed = Obligation.objects.filter(indicator=indicator, unit=unit)
    there = (
        owed.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=valid_from)).order_by("valid_from").first()
    )
    if there is not None and valid_from >= there.valid_from:
        return there
    if there is not None:
        there.valid_from = valid_from
        there.save(update_fields=["valid_from"])
    else:
        there = Obligation.objects.create(indicator=indicator, unit=unit, valid_from=valid_from, valid_to=valid_to)
    obligations_changed(indicator, [unit.pk])
    record(actor, "indicators.oblige", there, code=indicator.code, unit_name=unit.name, since=valid_from.isoformat())
    return there


def _check_words(name: str, unit_of_measure: str) -> None:
    if not name:
        raise Refused("indicators.no_name")
    if not unit_of_measure:
        raise Refused("indicators.no_unit_of_measure")
    for words, longest in ((name, 500), (unit_of_measure, 80)):
        if len(words) > longest:
            raise Refused("indicators.too_long", length=len(words), longest=longest)


def check_season(season: Mapping[str, Decimal] | None) -> dict[str, Decimal]:
    """Shares of the twelve months of a year, none below zero and not all zero; empty where there is no season."""
    if not season:
        return {}
    known = {str(month) for month in range(1, 13)}
    shares = {month: Decimal(share) for month, share in season.items()}
    if not set(shares) <= known or any(share < 0 for share in shares.values()) or not any(shares.values()):
        raise Refused("indicators.season_wrong")
    return shares


def _check_reference(indicator: Indicator, unit: Unit, other: Indicator | None, other_unit: Unit | None) -> None:
    """A reference is an indicator at a unit, another than the target's own, reported in the same periods and unit."""
    if (other is None) != (other_unit is None):
        raise Refused("indicators.reference_half")
    if other is None or other_unit is None:
        return
    if (other.pk, other_unit.pk) == (indicator.pk, unit.pk):
        raise Refused("indicators.reference_itself")
    same = ("frequency", "calendar", "kind", "reported", "unit_of_measure")
    if any(getattr(other, name) != getattr(indicator, name) for name in same):
        raise Refused("indicators.reference_differs", other=other.code)


def _check_calendar(calendar: str) -> None:
    try:
        closing_day(calendar)
    except ValueError:
        raise Refused("indicators.unknown_choice", value=calendar) from None


def _check_choice(choices: type[models.TextChoices], value: str) -> None:
    if value not in choices.values:
        raise Refused("indicators.unknown_choice", value=value)


def _folded(code: str, name: str) -> str:
    return fold(f"{code} {name}")
