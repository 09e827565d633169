"""Setting regimes of reports (đặt chế độ báo cáo): what is asked, of whom, by when; versions by the day they begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.calendars import CIVIL, closing_day
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Level, Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document
from vaocuoc.oversight.rounds.models import (
    Channel,
    Cycle,
    Figures,
    Regime,
    RegimeKind,
    RegimeSection,
    RegimeVersion,
)
from vaocuoc.tracking.models import Indicator

LOWEST_FIRST = (Level.BASE, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.CENTRAL)
_MOST_DAYS = 90


@dataclass(frozen=True)
class Section:
    """A part to be answered in words (mục của đề cương)."""

    heading: str
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class Elements:
    """What a report is (mười thành phần của chế độ báo cáo, Nghị định 09/2019/NĐ-CP, Điều 7).

    ``receiver`` names a body outside; empty, the register's own unit receives. ``working_days`` are the working days
    after the cut-off by level, "" for levels not named.
    """

    name: str
    content: str = ""
    relation: str = ""
    unit_kinds: Sequence[str] = ()
    unit_levels: Sequence[str] = ()
    directly: bool = True
    by_obligation: bool = False
    named: Sequence[Unit] = ()
    receiver: str = ""
    channel: str = Channel.HERE
    working_days: Mapping[str, int] = field(default_factory=dict)
    on_day: int | None = None
    cycle: str = Cycle.MONTH
    calendar: str = CIVIL
    opens_before: int = 3
    figures: str = Figures.NONE
    indicators: Sequence[Indicator] = ()
    asks_tasks: bool = False
    task_document: Document | None = None
    sections: Sequence[Section] = ()
    guidance: str = ""
    forms: str = ""
    basis: str = ""
    basis_document: Document | None = None


def create_regime(*, actor: Actor, keeper: Unit, kind: str, valid_from: date, elements: Elements) -> Regime:
    """Set a regime of reports (đặt chế độ báo cáo) in a unit's register, in force from a day on.

    Raises ``Refused``: ``access.denied``, ``rounds.no_name``, ``rounds.no_cycle``, ``rounds.no_deadline``,
    ``rounds.deadline_before_cutoff`` (at least one working day after the cut-off: Nghị định 09/2019/NĐ-CP, Điều 8.5),
    ``rounds.levels_out_of_order``, ``rounds.nobody_owes``, ``rounds.asks_nothing``, ``rounds.other_register``,
    ``rounds.calendars_mixed``, ``rounds.computed``, ``rounds.too_long``.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    check_elements(keeper, kind, elements)
    with transaction.atomic():
        regime = Regime.objects.create(
            keeper=keeper, kind=kind, is_outward=bool(elements.receiver.strip()), created_by=actor.user
        )
        _write(actor, regime, valid_from, elements)
        facts = {"name": nfc(elements.name)[:200], "day": valid_from.isoformat()}
        record(actor, "rounds.regime", regime, unit_name=keeper.name, **facts)
    return regime


def revise_regime(*, actor: Actor, regime: Regime, valid_from: date, elements: Elements) -> RegimeVersion:
    """Change what a regime asks from a day on (sửa chế độ báo cáo); rounds opened before keep what they were asked.

    A version of the same day that no round follows yet is replaced. Raises what :func:`create_regime` raises, and
    ``rounds.regime_ended``, ``rounds.version_used``, ``rounds.direction`` (ours cannot become one to a body outside).
    """
    actor.require(Action.ASSIGN, regime.keeper_id)
    check_elements(regime.keeper, regime.kind, elements)
    if regime.is_outward != bool(elements.receiver.strip()):
        raise Refused("rounds.direction")
    with transaction.atomic():
        regime = Regime.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=regime.pk)
        if regime.ended_on is not None:
            raise Refused("rounds.regime_ended", day=regime.ended_on)
        standing = regime.versions.filter(valid_from=valid_from).first()
        if standing is not None:
            if standing.rounds.exists():
                raise Refused("rounds.version_used", day=valid_from)
            standing.delete()
        version = _write(actor, regime, valid_from, elements)
        facts = {"name": version.name[:200], "day": valid_from.isoformat()}
        record(actor, "rounds.revise", regime, unit_name=regime.keeper.name, **facts)
    return version


def end_regime(*, actor: Actor, regime: Regime, on: date, reason: str) -> Regime:
    """Say that a regime no longer holds from a day on (hết hiệu lực); rounds already open go on.

    Raises ``Refused``: ``access.denied``, ``rounds.regime_ended``, ``rounds.no_reason``.
    """
    actor.require(Action.ASSIGN, regime.keeper_id)
    reason = reason_of(reason)
    with transaction.atomic():
        regime = Regime.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=regime.pk)
        if regime.ended_on is not None:
            raise Refused("rounds.regime_ended", day=regime.ended_on)
        regime.ended_on, regime.end_reason = on, reason
        regime.save(update_fields=["ended_on", "end_reason"])
        record(actor, "rounds.end_regime", regime, unit_name=regime.keeper.name, day=on.isoformat(), reason=reason)
    return regime


def version_at(regime: Regime, day: date) -> RegimeVersion | None:
    """What a regime asks on a day (bản đang hiệu lực)."""
    return regime.versions.filter(valid_from__lte=day).order_by("-valid_from").first()


def reason_of(text: str) -> str:
    """A reason as typed; ``Refused("rounds.no_reason")`` where there is none."""
    reason = nfc(text).strip()
    if not reason:
        raise Refused("rounds.no_reason")
    return _short(reason, 300)


def _write(actor: Actor, regime: Regime, valid_from: date, elements: Elements) -> RegimeVersion:
    version = RegimeVersion.objects.create(
        regime=regime,
        valid_from=valid_from,
        name=nfc(elements.name).strip(),
        content=nfc(elements.content).strip(),
        relation=elements.relation,
        unit_kinds=list(elements.unit_kinds),
        unit_levels=list(elements.unit_levels),
        directly=elements.directly,
        by_obligation=elements.by_obligation,
        receiver=nfc(elements.receiver).strip(),
        channel=elements.channel,
        working_days=dict(elements.working_days),
        on_day=elements.on_day,
        cycle=elements.cycle,
        calendar=elements.calendar,
        opens_before=elements.opens_before,
        figures=elements.figures,
        asks_tasks=elements.asks_tasks,
        task_document=elements.task_document,
        guidance=nfc(elements.guidance).strip(),
        forms=nfc(elements.forms).strip(),
        basis=nfc(elements.basis).strip(),
        basis_document=elements.basis_document,
        set_by=actor.user,
    )
    version.named.set(elements.named)
    version.indicators.set(elements.indicators if elements.figures == Figures.LISTED else ())
    RegimeSection.objects.bulk_create(
        RegimeSection(version=version, place=place, heading=nfc(one.heading).strip(), required=one.required)
        for place, one in enumerate(elements.sections, 1)
    )
    return version


# --- what can be asked ------------------------------------------------------------------------------------------------


def check_elements(keeper: Unit, kind: str, elements: Elements) -> None:
    """Refuse what cannot be asked; see :func:`create_regime`."""
    if not elements.name.strip():
        raise Refused("rounds.no_name")
    for text, longest in ((elements.name, 300), (elements.receiver, 300), (elements.forms, 300), (elements.basis, 300)):
        _short(nfc(text).strip(), longest)
    if kind == RegimeKind.PERIODIC and elements.cycle == Cycle.ONCE:
        raise Refused("rounds.no_cycle")
    closing_day(elements.calendar)
    _check_deadlines(elements)
    is_outward = bool(elements.receiver.strip())
    if not is_outward and not (elements.relation or elements.by_obligation or elements.named):
        raise Refused("rounds.nobody_owes")
    asks = elements.figures != Figures.NONE or elements.sections or elements.asks_tasks
    if not is_outward and not asks:
        raise Refused("rounds.asks_nothing")
    if elements.figures == Figures.LISTED:
        _check_indicators(keeper, elements)


def _check_deadlines(elements: Elements) -> None:
    days = {level: number for level, number in elements.working_days.items() if number is not None}
    if elements.on_day is not None and not 1 <= elements.on_day <= 31:
        raise Refused("rounds.no_deadline")
    if not days and elements.on_day is None and elements.cycle != Cycle.ONCE:
        raise Refused("rounds.no_deadline")
    for number in days.values():
        if not 1 <= number <= _MOST_DAYS:
            raise Refused("rounds.deadline_before_cutoff", days=number, most=_MOST_DAYS)
    ordered = [(level, days[level]) for level in LOWEST_FIRST if level in days]
    for (lower, early), (upper, late) in pairwise(ordered):
        if early > late:
            raise Refused("rounds.levels_out_of_order", lower=lower.label, early=early, upper=upper.label, late=late)


def _check_indicators(keeper: Unit, elements: Elements) -> None:
    if not elements.indicators:
        raise Refused("rounds.asks_nothing")
    for one in elements.indicators:
        if one.keeper_id != keeper.pk:
            raise Refused("rounds.other_register", indicator=one.code, unit_name=keeper.name)
        if one.calendar != elements.calendar:
            raise Refused("rounds.calendars_mixed", indicator=one.code)
        if one.expression:
            raise Refused("rounds.computed", indicator=one.code)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused("rounds.too_long", length=len(text), longest=longest)
    return text
