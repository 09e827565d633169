"""Entering indicators and changing what they say of themselves (thông tin chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models, transaction

from vaocuoc.audit.operations import record_all
from vaocuoc.core.calendars import Period, closing_day
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.differences import Place
from vaocuoc.tracking.indicators.following import bring_up_to_date, outdate_all
from vaocuoc.tracking.indicators.models import (
    Calendar,
    Direction,
    Frequency,
    Indicator,
    IndicatorKind,
    Observation,
    OfficialProvider,
    Reported,
)
from vaocuoc.tracking.indicators.versions import NewWords, add_versions, words_of
from vaocuoc.tracking.numbering import Numbers

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
    wanted = NewIndicator(
        name=name,
        unit_of_measure=unit_of_measure,
        kind=kind,
        frequency=frequency,
        code=code,
        reported=reported,
        direction=direction,
        decimals=decimals,
        calendar=calendar,
        lead_unit=lead_unit,
        parent=parent,
        passport=passport,
    )
    return create_indicators(actor=actor, keeper=keeper, wanted=[wanted])[0]


@dataclass(frozen=True, kw_only=True)
class NewIndicator:
    """What an indicator is entered with; see :func:`create_indicator`."""

    name: str
    unit_of_measure: str
    kind: str
    frequency: str
    code: str = ""
    reported: str = Reported.PER_PERIOD
    direction: str = Direction.UP
    decimals: int = 2
    calendar: str = Calendar.CIVIL
    lead_unit: Unit | None = None
    parent: Indicator | None = None
    passport: Mapping[str, str] = field(default_factory=dict)


def create_indicators(
    *, actor: Actor, keeper: Unit, wanted: Sequence[NewIndicator], renumber: bool = False
) -> list[Indicator]:
    """The same for many in their order, all or none; the number of queries does not grow with them.

    With ``renumber`` a code that is taken gives way to the next one.
    """
    actor.require(Action.ASSIGN, keeper.pk)
    made = [_built(keeper, one) for one in wanted]
    if not made:
        return []
    with transaction.atomic():
        _number(keeper, made, renumber=renumber)
        for indicator in made:
            indicator.folded = _folded(indicator.code, indicator.name)
        Indicator.objects.bulk_create(made, batch_size=200)
        record_all(actor, "indicators.create", [(one, {"code": one.code, "name": one.name}) for one in made])
    return made


def _built(keeper: Unit, wanted: NewIndicator) -> Indicator:
    """An indicator as it is entered, checked, without the code that it will get."""
    if unknown := set(wanted.passport) - set(PASSPORT):
        raise TypeError(f"unknown fields of a passport: {sorted(unknown)}")
    name, unit_of_measure = nfc(wanted.name).strip(), nfc(wanted.unit_of_measure).strip()
    _check_words(name, unit_of_measure)
    check_choice(IndicatorKind, wanted.kind)
    check_choice(Frequency, wanted.frequency)
    check_choice(Reported, wanted.reported)
    check_choice(Direction, wanted.direction)
    _check_calendar(wanted.calendar)
    if not 0 <= wanted.decimals <= 6:
        raise Refused("indicators.decimals", decimals=wanted.decimals)
    return Indicator(
        keeper=keeper,
        code=nfc(wanted.code).strip(),
        name=name,
        unit_of_measure=unit_of_measure,
        decimals=wanted.decimals,
        kind=wanted.kind,
        reported=wanted.reported,
        frequency=wanted.frequency,
        calendar=wanted.calendar,
        direction=wanted.direction,
        lead_unit=wanted.lead_unit,
        parent=wanted.parent,
        **{name: nfc(words).strip() for name, words in wanted.passport.items()},
    )


def _number(keeper: Unit, indicators: Sequence[Indicator], *, renumber: bool) -> None:
    """A code for each that has none, the one after the last, in their order."""
    register = Indicator.objects.filter(keeper=keeper)
    given = [one.code for one in indicators if one.code]
    taken = set(register.filter(code__in=given).values_list("code", flat=True)) if given else set()
    numbers = Numbers(register, keeper, "CT")
    for one in indicators:
        if one.code in taken:
            if not renumber:
                raise Refused("indicators.code_taken", taken=one.code)
            one.code = ""
        if one.code:
            numbers.note(one.code)
        else:
            one.code = numbers.next()
        taken.add(one.code)


def edit_indicator(
    *, actor: Actor, indicator: Indicator, reason: str = "", document: Document | None = None, **fields: object
) -> Indicator:
    """Change the words of an indicator (sửa thông tin chỉ tiêu); what its values mean (decimals, kind, period) stays.

    Takes name, unit_of_measure, direction, lead_unit, official_provider and the passport. What it said before stays as
    a version; the new one keeps the ``reason`` of the change and the ``document`` that decided it.
    """
    edit = Edit(indicator, fields, nfc(reason).strip(), document)
    return edit_indicators(actor=actor, edits=[edit])[0]


@dataclass(frozen=True)
class Edit:
    """New words of an indicator, why it changes and the document that decided it."""

    indicator: Indicator
    fields: Mapping[str, object]
    reason: str = ""
    document: Document | None = None


def edit_indicators(*, actor: Actor, edits: Sequence[Edit]) -> list[Indicator]:
    """The same for many, each of them once, all or none; the number of queries does not grow with them."""
    for edit in edits:
        actor.require(Action.ASSIGN, edit.indicator.keeper_id)
        if unknown := set(edit.fields) - set(_EDITABLE):
            raise TypeError(f"fields that are not edited: {sorted(unknown)}")
    with transaction.atomic():
        rows = held_indicators(edit.indicator.pk for edit in edits)
        befores = {pk: words_of(indicator) for pk, indicator in rows.items()}
        changed: list[tuple[Indicator, Edit, dict[str, str]]] = []
        for edit in edits:
            indicator = rows[edit.indicator.pk]
            if before := _change(indicator, edit.fields):
                changed.append((indicator, edit, before))
        _save(
            [indicator for indicator, _edit, _before in changed],
            {name for _i, _e, before in changed for name in before},
        )
        add_versions(
            actor,
            [NewWords(one, befores[one.pk], edit.reason[:300], edit.document) for one, edit, _before in changed],
        )
        for indicator, _edit, before in changed:
            if "official_provider" in before:
                bring_up_to_date(_reported_twice(indicator))
        outdate_all(one.pk for one, _edit, _before in changed)
        record_all(actor, "indicators.edit", [(one, _told(one, edit, before)) for one, edit, before in changed])
    return [rows[edit.indicator.pk] for edit in edits]


def held_indicators(keys: Iterable[int]) -> dict[int, Indicator]:
    """These indicators as they stand now, by their keys, held until the transaction ends."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=Keys(wanted)).order_by("pk")
    return {one.pk: one for one in rows.select_related("keeper", "lead_unit")}


def _change(indicator: Indicator, fields: Mapping[str, object]) -> dict[str, str]:
    """Give an indicator new words in memory; what they were, of those that change."""
    before: dict[str, str] = {}
    for name, given in fields.items():
        value = nfc(given).strip() if isinstance(given, str) else given
        if getattr(indicator, name) != value:
            before[name] = str(getattr(indicator, name) or "")
            setattr(indicator, name, value)
    if before:
        _check_words(indicator.name, indicator.unit_of_measure)
        check_choice(Direction, indicator.direction)
        check_choice(OfficialProvider, indicator.official_provider)
        indicator.folded = _folded(indicator.code, indicator.name)
    return before


def _save(indicators: Sequence[Indicator], names: Collection[str]) -> None:
    if indicators:
        Indicator.objects.bulk_update(indicators, [*sorted(names), "folded"], batch_size=200)


def _told(indicator: Indicator, edit: Edit, before: Mapping[str, str]) -> dict[str, object]:
    told: dict[str, object] = {"reason": edit.reason} if edit.reason else {}
    after = {name: str(getattr(indicator, name) or "") for name in before}
    return told | {"before": before, "after": after}


def _reported_twice(indicator: Indicator) -> set[Place]:
    """The places that several report for: there the official one has changed."""
    rows = Observation.objects.filter(indicator=indicator).order_by()
    keys = rows.values_list("unit", "calendar", "period_kind", "year", "index")
    several = keys.annotate(providers=models.Count("provider", distinct=True)).filter(providers__gt=1)
    return {Place(indicator.pk, unit, Period.of(*period)) for unit, *period, _number in several}


def _check_words(name: str, unit_of_measure: str) -> None:
    if not name:
        raise Refused("indicators.no_name")
    if not unit_of_measure:
        raise Refused("indicators.no_unit_of_measure")
    for words, longest in ((name, 500), (unit_of_measure, 80)):
        if len(words) > longest:
            raise Refused("indicators.too_long", length=len(words), longest=longest)


def _check_calendar(calendar: str) -> None:
    try:
        closing_day(calendar)
    except ValueError:
        raise Refused("indicators.unknown_choice", value=calendar) from None


def check_choice(choices: type[models.TextChoices], value: str) -> None:
    if value not in choices.values:
        raise Refused("indicators.unknown_choice", value=value)


def _folded(code: str, name: str) -> str:
    return fold(f"{code} {name}")
