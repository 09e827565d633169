"""Correcting approved figures (đính chính số liệu): proposed by one, shown with all it touches, decided by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.measuring import Point, verdict
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit, UnitReach
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, DocumentAddressee
from vaocuoc.tracking.indicators.access import can_see_indicator, visible_indicators
from vaocuoc.tracking.indicators.arithmetic import aim_words
from vaocuoc.tracking.indicators.differences import latest_by_provider, place_of
from vaocuoc.tracking.indicators.in_force import figures_in_force
from vaocuoc.tracking.indicators.judging import row_of, standing_targets
from vaocuoc.tracking.indicators.models import IndicatorKind, Observation, Reported, Target
from vaocuoc.tracking.indicators.operations import period_of, shown_value
from vaocuoc.tracking.indicators.records import ComputedFigure
from vaocuoc.tracking.indicators.reporting import write_correction
from vaocuoc.tracking.indicators.scaling import from_scaled, to_scaled
from vaocuoc.tracking.submissions.bearing import Bearings, bearings_of
from vaocuoc.tracking.submissions.models import Correction, CorrectionState
from vaocuoc.tracking.submissions.notices import tell_of_correction


@dataclass(frozen=True)
class Rejudged:
    """A verdict that the correction bears on: what it is, and what it would be."""

    target: Target
    aim: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Touched:
    """Everything that a correction touches, before anything is written (phạm vi ảnh hưởng)."""

    later: tuple[Observation, ...]
    verdicts: tuple[Rejudged, ...]
    bearings: Bearings
    totals: tuple[Unit, ...]
    papers: tuple[Document, ...]
    recipients: tuple[Unit, ...]

    def as_facts(self) -> dict[str, Any]:
        """What is kept of it once the correction is decided."""
        return {
            "later": [period_of(one).label_code for one in self.later],
            "verdicts": [[one.aim, one.before, one.after] for one in self.verdicts],
            "bearings": [[one.words, one.code] for one in self.bearings.shown],
            "more_bearings": self.bearings.more,
            "totals": [unit.name for unit in self.totals],
            "papers": [str(paper) for paper in self.papers],
            "recipients": [unit.name for unit in self.recipients],
        }


# --- what is touched --------------------------------------------------------------------------------------------------


def touched_by(observation: Observation, value: int | None, *, today: date) -> Touched:
    """What changes with a figure, or rests on it: computed from what stands now, writing nothing.

    The later cumulative figures that were reported with it inside, the verdicts of the unit, those elsewhere that rest
    on it, the totals of the units above, the papers that it was reported in, and who must be told.
    """
    indicator, unit = observation.indicator, observation.unit
    series = list(
        Observation.objects.filter(indicator=indicator, unit=unit)
        .select_related("approval", "indicator", "provider", "document")
        .order_by("period_end", "revision")
    )
    in_force = figures_in_force(series).get((indicator.pk, unit.pk), [])
    verdicts = tuple(_rejudged(observation, value, in_force, today))
    papers = _papers(observation, series, [one.target for one in verdicts])
    totals = _totals(observation)
    return Touched(
        later=tuple(one for one in in_force if _contains(observation, one)),
        verdicts=verdicts,
        bearings=bearings_of(observation, totals),
        totals=tuple(totals),
        papers=papers,
        recipients=tuple(_recipients(observation, totals, papers)),
    )


def _contains(observation: Observation, later: Observation) -> bool:
    """Whether a later figure was counted on from this one: cumulative, and within the same year where it counts so."""
    indicator = observation.indicator
    if indicator.reported == Reported.PER_PERIOD or indicator.kind != IndicatorKind.FLOW:
        return False
    same_count = indicator.reported == Reported.TERM_TO_DATE or later.year == observation.year
    return later.period_end > observation.period_end and same_count and later.value is not None


def _rejudged(observation: Observation, value: int | None, in_force: list[Observation], today: date) -> list[Rejudged]:
    """Each standing target of the unit judged as it is, and as it would be with the figure corrected."""
    indicator = observation.indicator
    counts = any(one.pk == observation.pk for one in in_force)
    right = None if value is None else from_scaled(value, indicator.decimals)
    found = []
    for target in standing_targets([indicator]).filter(unit=observation.unit_id):
        row = row_of(indicator, target, today=today)
        inputs = row.verdict.inputs
        after = verdict(replace(inputs, points=_corrected(inputs.points, observation, right)), today).code
        if row.overruled is not None or not counts:
            after = row.verdict.code  # a person said it, or another provider's figure counts
        found.append(Rejudged(target, aim_words(target, indicator), row.verdict.code, after))
    return found


def _corrected(points: tuple[Point, ...], observation: Observation, value: Decimal | None) -> tuple[Point, ...]:
    period = period_of(observation)
    return tuple(replace(one, value=value, is_estimate=False) if one.period == period else one for one in points)


def _totals(observation: Observation) -> list[Unit]:
    """The units above whose totals hold this figure."""
    rows = ComputedFigure.objects.filter(
        indicator=observation.indicator_id,
        calendar=observation.calendar,
        period_kind=observation.period_kind,
        year=observation.year,
        index=observation.index,
    )
    above = UnitReach.objects.filter(descendant=observation.unit_id).exclude(kind=UnitReach.SUCCESSION)
    found = rows.filter(unit__in=above.values("ancestor")).exclude(unit=observation.unit_id)
    return list(Unit.objects.filter(pk__in=found.values("unit")).order_by("sort_key", "pk"))


def _papers(observation: Observation, series: list[Observation], targets: list[Target]) -> tuple[Document, ...]:
    """The papers that the figure was reported in, and those that the targets stand in."""
    found: dict[int, Document] = {}
    for one in series:
        if one.document is not None and one.period_end >= observation.period_end:
            found[one.document.pk] = one.document
    for target in targets:
        if target.document is not None:
            found[target.document.pk] = target.document
    return tuple(found.values())


def _recipients(observation: Observation, totals: list[Unit], papers: tuple[Document, ...]) -> list[Unit]:
    """Who has to be told: the register, who leads, who reported, the unit itself, who has the papers and totals."""
    indicator = observation.indicator
    told = {indicator.keeper_id, indicator.lead_unit_id or indicator.keeper_id}
    told |= {observation.unit_id, observation.provider_id} | {unit.pk for unit in totals}
    reported = [paper.pk for paper in papers]
    told |= set(DocumentAddressee.objects.filter(document__in=reported).values_list("unit", flat=True))
    return list(Unit.objects.filter(pk__in=told).order_by("sort_key", "pk"))


# --- proposing and deciding -------------------------------------------------------------------------------------------


def visible_corrections(actor: Actor) -> QuerySet[Correction]:
    """The corrections of indicators that the actor sees, the newest first."""
    seen = visible_indicators(actor).order_by().values("pk")
    return (
        Correction.objects.filter(observation__indicator__in=seen)
        .select_related(
            "observation__indicator__keeper", "observation__indicator__lead_unit", "observation__unit",
            "observation__provider", "proposed_as__unit", "proposed_by", "decided_as__unit", "decided_by", "document",
            "result",
        )
        .order_by("-proposed_at", "-pk")
    )  # fmt: skip


def get_correction(actor: Actor, pk: int) -> Correction:
    """One visible correction; ``Http404`` where hidden."""
    found = visible_corrections(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def waiting_corrections(actor: Actor) -> QuerySet[Correction]:
    """The corrections that wait for the actor's decision, none of their own."""
    kept = actor.units(Action.APPROVE).order_by().values("pk")
    waiting = Correction.objects.filter(state=CorrectionState.PROPOSED, observation__indicator__keeper__in=kept)
    return waiting.exclude(proposed_by=actor.user)


def check_correction(
    *, actor: Actor, observation: Observation, value: Decimal | None, missing_reason: str, reason: str
) -> int | None:
    """Whether a correction may be proposed so; its scaled value. Writes nothing.

    Raises ``Refused``: ``access.denied``, ``submissions.not_approved``, ``indicators.value_or_reason``,
    ``indicators.no_reason``, ``submissions.same_value``, ``conflict.observation_changed``,
    ``submissions.correction_waiting``, ``indicators.too_precise``, ``indicators.too_large``.
    """
    if not actor.may(Action.REPORT, observation.provider_id):
        actor.require(Action.REPORT, observation.indicator.keeper_id)
    if not can_see_indicator(actor, observation.indicator):
        raise Refused("access.denied", action=str(Action.REPORT))
    if not hasattr(observation, "approval"):
        raise Refused("submissions.not_approved")
    place = place_of(observation)
    if latest_by_provider([place])[place][observation.provider_id].pk != observation.pk:
        raise Refused("conflict.observation_changed")
    if Correction.objects.filter(observation=observation, state=CorrectionState.PROPOSED).exists():
        raise Refused("submissions.correction_waiting")
    if (value is None) == (not missing_reason.strip()):
        raise Refused("indicators.value_or_reason")
    if not reason.strip():
        raise Refused("indicators.no_reason")
    scaled = None if value is None else to_scaled(value, observation.indicator.decimals)
    if scaled == observation.value and not observation.is_estimate:
        raise Refused("submissions.same_value", value=shown_value(observation))
    return scaled


def propose_correction(
    *,
    actor: Actor,
    observation: Observation,
    value: Decimal | None,
    reason: str,
    missing_reason: str = "",
    document: Document | None = None,
) -> Correction:
    """Propose another value for an approved figure (đề nghị đính chính); no figure is written.

    Refuses what :func:`check_correction` refuses.
    """
    scaled = check_correction(
        actor=actor, observation=observation, value=value, missing_reason=missing_reason, reason=reason
    )
    with transaction.atomic():
        correction = Correction.objects.create(
            observation=observation,
            value=scaled,
            missing_reason=nfc(missing_reason).strip()[:300],
            reason=nfc(reason).strip()[:500],
            document=document,
            proposed_by=actor.user,
            proposed_as=actor.post,
        )
        record(actor, "submissions.propose", correction, **_facts(correction))
        tell_of_correction(actor, correction)
    return correction


def decide_correction(*, actor: Actor, correction: Correction, agree: bool, reason: str = "") -> Correction:
    """Decide on a correction (quyết định đính chính), by another than who proposed it.

    Agreeing writes the new revision, approved, in a closed period too; what it touched is kept with the decision.
    Raises ``Refused``: ``access.denied``, ``submissions.decide_own``, ``submissions.decided_already``,
    ``indicators.no_reason`` for a refusal without one, ``conflict.observation_changed``.
    """
    actor.require(Action.APPROVE, correction.observation.indicator.keeper_id)
    reason = nfc(reason).strip()[:500]
    if not agree and not reason:
        raise Refused("indicators.no_reason")
    with transaction.atomic():
        held = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
        if held.state != CorrectionState.PROPOSED:
            raise Refused("submissions.decided_already")
        if held.proposed_by_id == actor.user.pk:
            raise Refused("submissions.decide_own")
        held.observation = correction.observation
        if agree:
            held.touched = touched_by(correction.observation, held.value, today=actor.today).as_facts()
            held.result = write_correction(
                actor=actor,
                observation=correction.observation,
                value=held.value,
                missing_reason=held.missing_reason,
                reason=held.reason,
                document=held.document,
                proposed_by=held.proposed_by,
                proposed_as=held.proposed_as,
            )
        held.state = CorrectionState.APPROVED if agree else CorrectionState.REFUSED
        held.decided_by, held.decided_as = actor.user, actor.post
        held.decided_at, held.decision_reason = timezone.now(), reason
        held.save()
        deed = "submissions.correct" if agree else "submissions.refuse_correction"
        record(actor, deed, held, **_facts(held) | ({"answer": reason} if reason else {}))
        tell_of_correction(actor, held)
    return held


def _facts(correction: Correction) -> dict[str, Any]:
    observation = correction.observation
    return {
        "code": observation.indicator.code,
        "unit_name": observation.unit.name,
        "period": period_of(observation).label_code,
        "was": str(shown_value(observation)),
        "value": str(proposed_value(correction)),
        "reason": correction.reason,
    }


def proposed_value(correction: Correction) -> Decimal | None:
    """The value that is proposed; None where it says that there is none."""
    if correction.value is None:
        return None
    return from_scaled(correction.value, correction.observation.indicator.decimals)


def correctable(actor: Actor, observations: list[Observation]) -> set[int]:
    """Of these figures the approved ones that the actor may propose to correct."""
    reports = set(
        Unit.objects.filter(
            Q(pk__in={one.provider_id for one in observations} | {one.indicator.keeper_id for one in observations}),
            pk__in=actor.units(Action.REPORT).order_by().values("pk"),
        ).values_list("pk", flat=True)
    )
    return {
        one.pk
        for one in observations
        if hasattr(one, "approval") and ({one.provider_id, one.indicator.keeper_id} & reports)
    }
