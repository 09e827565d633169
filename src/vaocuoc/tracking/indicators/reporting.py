"""Writing many figures at once (ghi số liệu của cả báo cáo), approving them, and correcting an approved one.

As ``operations`` does for one; the number of queries does not grow with the figures. Who may is checked by the callers,
who know the report that the figures come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from vaocuoc.audit.operations import record, record_all
from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.indicators.changes import figures_changed
from vaocuoc.tracking.indicators.differences import latest_by_provider, place_of
from vaocuoc.tracking.indicators.locks import require_living, require_open
from vaocuoc.tracking.indicators.models import Approval, Indicator, Observation
from vaocuoc.tracking.indicators.operations import check_revision, period_of, shown_value
from vaocuoc.tracking.indicators.passports import held_indicators
from vaocuoc.tracking.indicators.scaling import from_scaled

_IN_BULK = 500
Key = tuple[int, int]
"""A place of a report: (indicator, unit)."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One figure to be written: a scaled value, or why there is none."""

    indicator: Indicator
    unit: Unit
    value: int | None
    missing_reason: str = ""
    is_estimate: bool = False
    note: str = ""
    evidence: str = ""
    evidence_document: Document | None = None
    revision_reason: str = ""
    document: Document | None = None
    finding: Finding | None = None

    @property
    def key(self) -> Key:
        return self.indicator.pk, self.unit.pk


class FiguresRefused(Refused):
    """Some of the figures cannot be written, so none was; ``problems`` says why, by place."""

    def __init__(self, problems: Mapping[Key, Refused]) -> None:
        super().__init__("submissions.figures_refused", count=len(problems))
        self.problems = problems


def submit_figures(
    *, actor: Actor, provider: Unit, period: Period, submission: Any, entries: Sequence[Entry]
) -> dict[Key, Observation]:
    """Write the figures of a report (báo cáo số liệu), all or none; what is the same as before is not written again.

    Raises :class:`FiguresRefused` with what stands in the way of each: ``indicators.unit_dissolved``,
    ``indicators.approved_already``, ``indicators.estimate_after_final``, ``indicators.value_or_reason``;
    ``Refused("indicators.period_closed")``.
    """
    with transaction.atomic():
        keepers = {entry.indicator.keeper_id for entry in entries}
        for keeper in sorted(keepers):
            require_open(keeper, period, today=actor.today)
        keys = sorted({entry.indicator.pk for entry in entries})
        list(Indicator.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        last = _latest(provider, period, keys)
        problems: dict[Key, Refused] = {}
        kept: dict[Key, Observation] = {}
        fresh: list[Observation] = []
        for entry in entries:
            try:
                before = last.get(entry.key)
                if before is not None and _is_same(before, entry):
                    kept[entry.key] = before
                else:
                    fresh.append(_observation(actor, provider, period, submission, entry, before))
            except Refused as refused:
                problems[entry.key] = refused
        if problems:
            raise FiguresRefused(problems)
        Observation.objects.bulk_create(fresh, batch_size=_IN_BULK)
        figures_changed(fresh)
        record_all(actor, "indicators.report", [(one, _facts(one)) for one in fresh])
    return kept | {(one.indicator_id, one.unit_id): one for one in fresh}


def _latest(provider: Unit, period: Period, indicators: Sequence[int]) -> dict[Key, Observation]:
    """The last revision of each place that a provider reported for in a period; one query."""
    found = Observation.objects.filter(
        indicator__in=indicators,
        provider=provider,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
    )
    rows = found.select_related("approval", "indicator").order_by("revision")
    return {(one.indicator_id, one.unit_id): one for one in rows}


def _is_same(before: Observation, entry: Entry) -> bool:
    same = (before.value, before.missing_reason, before.is_estimate) == (
        entry.value,
        entry.missing_reason,
        entry.is_estimate,
    )
    said = entry.note in ("", before.note) and entry.evidence in ("", before.evidence)
    return same and said and entry.document in (None, before.document)


def _observation(
    actor: Actor, provider: Unit, period: Period, submission: Any, entry: Entry, before: Observation | None
) -> Observation:
    require_living((entry.unit,), period)
    if (entry.value is None) == (not entry.missing_reason):
        raise Refused("indicators.value_or_reason")
    if before is not None:
        same = (before.value, before.is_estimate) == (entry.value, entry.is_estimate)
        check_revision(before, entry.is_estimate, same, entry.revision_reason)
    return Observation(
        indicator=entry.indicator,
        unit=entry.unit,
        provider=provider,
        calendar=period.calendar,
        period_kind=period.kind,
        year=period.year,
        index=period.index,
        period_start=period.start,
        period_end=period.end,
        value=entry.value,
        missing_reason=entry.missing_reason[:300],
        is_estimate=entry.is_estimate,
        revision=before.revision + 1 if before else 1,
        revision_reason=entry.revision_reason[:300] if before else "",
        note=entry.note[:500],
        evidence=entry.evidence[:300],
        evidence_document=entry.evidence_document,
        document=entry.document,
        finding=entry.finding,
        submission=submission,
        submitted_by=actor.user,
        submitted_as=actor.post,
    )


def _facts(one: Observation) -> dict[str, object]:
    shown = None if one.value is None else str(from_scaled(one.value, one.indicator.decimals))
    facts = {"code": one.indicator.code, "value": shown, "period": period_of(one).label_code}
    return facts | {"revision": one.revision, "unit_name": one.unit.name}


def approve_figures(*, actor: Actor, observations: Sequence[Observation], signed_by: str = "") -> list[Approval]:
    """Approve figures that came in together (duyệt số liệu); those approved already stay as they are.

    Needs ``approval`` and ``indicator`` joined. ``signed_by`` names who signed a sheet of them. Raises ``Refused``:
    ``indicators.approve_own``, ``conflict.observation_changed`` where one of them was revised since.
    """
    with transaction.atomic():
        waiting = [one for one in observations if not hasattr(one, "approval")]
        if not signed_by and any(one.submitted_by_id == actor.user.pk for one in waiting):
            raise Refused("indicators.approve_own")
        held_indicators(one.indicator_id for one in waiting)  # no revision comes in between
        latest = latest_by_provider(place_of(one) for one in waiting)
        if any(latest[place_of(one)][one.provider_id].pk != one.pk for one in waiting):
            raise Refused("conflict.observation_changed")
        made = [
            Approval(observation=one, approved_by=actor.user, approved_as=actor.post, signed_by=signed_by)
            for one in waiting
        ]
        Approval.objects.bulk_create(made, batch_size=_IN_BULK)
        figures_changed(waiting)
        facts = {"signed_by": signed_by} if signed_by else {}
        record_all(
            actor,
            "indicators.approve",
            [(one, {"code": one.indicator.code, "revision": one.revision} | facts) for one in waiting],
        )
    return made


def write_correction(
    *,
    actor: Actor,
    observation: Observation,
    value: int | None,
    missing_reason: str,
    reason: str,
    document: Document | None,
    proposed_by: Any,
    proposed_as: Any,
) -> Observation:
    """The next revision of an approved figure, approved at once (ghi số đính chính); a closed period does not hold it.

    Whoever proposed it stands as the reporter, the actor as who approved. Raises
    ``Refused("conflict.observation_changed")`` where the figure was revised since.
    """
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=observation.indicator_id)
        place = place_of(observation)
        last = latest_by_provider([place])[place][observation.provider_id]
        if last.pk != observation.pk:
            raise Refused("conflict.observation_changed")
        again = Observation.objects.create(
            indicator=observation.indicator,
            unit=observation.unit,
            provider=observation.provider,
            calendar=observation.calendar,
            period_kind=observation.period_kind,
            year=observation.year,
            index=observation.index,
            period_start=observation.period_start,
            period_end=observation.period_end,
            value=value,
            missing_reason=missing_reason,
            is_estimate=False,
            revision=observation.revision + 1,
            revision_reason=reason[:300],
            document=document,
            submission=observation.submission,
            submitted_by=proposed_by,
            submitted_as=proposed_as,
        )
        Approval.objects.create(observation=again, approved_by=actor.user, approved_as=actor.post)
        figures_changed([again])
        record(
            actor,
            "indicators.correct",
            again,
            was=str(shown_value(observation)),
            reason=reason,
            **_facts(again),
        )
    return again
