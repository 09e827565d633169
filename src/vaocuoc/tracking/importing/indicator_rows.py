"""From a row of a tracker to what becomes of an indicator (dòng chỉ tiêu): its target, its path, its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period, month, quarter, year
from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.days import read_day
from vaocuoc.core.trackers.figures import Value, read_value
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.models import ImportRow, Outcome
from vaocuoc.tracking.importing.records import Advance, Plan, Record, content_key, nobody_waits, skipped
from vaocuoc.tracking.importing.resolving import Resolver
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.scaling import from_scaled

_WORDS = ("definition", "formula", "data_source")
_MOST_DECIMALS = 6
_FINER = ("month", "quarter", "year")


@dataclass
class IndicatorRegister:
    """The indicators of a register with what stands for its keeper: the leading target, the latest figures."""

    indicators: dict[int, Indicator] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    targets: dict[int, Target] = field(default_factory=dict)
    figures: dict[tuple[int, str], Decimal | None] = field(default_factory=dict)

    @classmethod
    def load(cls, keeper: Unit) -> IndicatorRegister:
        """Four queries, whatever the register holds."""
        found = cls()
        for one in Indicator.objects.filter(keeper=keeper).select_related("lead_unit"):
            found.indicators[one.pk] = one
            found.by_code[_plain(one.code)] = one.pk
            found.by_name.setdefault((_plain(one.name), _plain(one.unit_of_measure)), []).append(one.pk)
        for target in Target.objects.filter(
            indicator__keeper=keeper, unit=keeper, withdrawn_at__isnull=True, headline=True
        ):
            found.targets[target.indicator_id] = target
        observations = Observation.objects.filter(indicator__keeper=keeper, unit=keeper, provider=keeper)
        for figure in observations.order_by("revision").select_related("indicator"):
            label = Period.of(figure.calendar, figure.period_kind, figure.year, figure.index).label_code
            value = None if figure.value is None else from_scaled(figure.value, figure.indicator.decimals)
            found.figures[figure.indicator_id, label] = value
        rows = ImportRow.objects.of_written().filter(indicator__keeper=keeper).exclude(key="")
        found.by_key = dict(rows.values_list("key", "indicator_id"))
        return found

    def known(self, record: Record, key: str) -> int | None:
        """The indicator that a row is about: by code, by an earlier import, by name and unit of measure."""
        code = _plain(record.line("code"))
        if code and code in self.by_code:
            return self.by_code[code]
        if self.by_key.get(key) in self.indicators:
            return self.by_key[key]
        same = self.by_name.get((_plain(record.line("name")), _plain(record.line("unit_of_measure"))), [])
        return same[0] if len(same) == 1 else None


class IndicatorPlanner:
    """Plans the rows of one file for one register; ``defaults`` say kind and frequency where no column does."""

    def __init__(
        self,
        actor: Actor,
        keeper: Unit,
        *,
        today: date,
        resolver: Resolver,
        register: IndicatorRegister,
        defaults: Mapping[str, str],
        advance: Advance = nobody_waits,
    ) -> None:
        self._actor, self._keeper, self._today = actor, keeper, today
        self._resolver, self._register, self._defaults = resolver, register, defaults
        self._advance = advance

    def plan(self, records: Sequence[Record], *, take_hidden: bool) -> list[Plan]:
        """A plan for every record, in their order."""
        kept = [record for record in records if not skipped(record, take_hidden=take_hidden)]
        self._resolver.prepare({record.line("lead") for record in kept} - {""}, posts=False)
        plans: list[Plan] = []
        taken: dict[str, int] = {}
        for record in records:
            if reason := skipped(record, take_hidden=take_hidden):
                plans.append(Plan(record, Outcome.SKIPPED, reason))
                continue
            plan = self._one(record)
            mark = f"indicator:{plan.indicator}" if plan.indicator else plan.key
            if mark in taken:
                plan = Plan(record, Outcome.SKIPPED, "duplicate", notes=[["duplicate_of", taken[mark]]])
            taken.setdefault(mark, record.number)
            plans.append(plan)
            self._advance(len(plans))
        return plans

    def _one(self, record: Record) -> Plan:
        key = content_key("indicator", record.line("name"), record.line("unit_of_measure"))
        values, missing, notes = self._read(record)
        notes += [["error_cell", mark] for mark in record.errors()]
        known = self._register.known(record, key)
        if known is None:
            for name in ("name", "unit_of_measure", "kind", "frequency"):
                if not values[name]:
                    missing.append(name)
            outcome = Outcome.HELD if missing else Outcome.NEW
            return Plan(record, outcome, values=values, missing=missing, notes=notes, key=key)
        changes = self._changes(self._register.indicators[known], values)
        outcome = Outcome.HELD if missing else Outcome.UPDATE if changes else Outcome.SAME
        return Plan(
            record, outcome, values=values, missing=missing, notes=notes, changes=changes, key=key, indicator=known
        )

    # -- reading

    def _read(self, record: Record) -> tuple[dict[str, Any], list[str], list[list[Any]]]:
        figures, missing, notes = self._figures(record)
        measure = record.line("unit_of_measure")
        kind = self._resolver.code("indicator_kind", record.line("kind")) or self._kind(measure)
        results = {name: value for name, value in figures.items() if name.startswith("result:")}
        frequency = self._resolver.code("frequency", record.line("frequency")) or _frequency(results)
        values: dict[str, Any] = {
            "code": record.line("code"),
            "name": record.line("name"),
            "unit_of_measure": measure,
            "kind": kind,
            "frequency": frequency or self._defaults.get("frequency", ""),
            "lead_unit": self._resolver.unit(record.line("lead")),
            "decimals": min(_MOST_DECIMALS, max([2, *(value.decimals for value in figures.values())])),
            "target": _target(figures, record),
            "results": _results(results),
        } | {name: record.text(name) for name in _WORDS}
        if record.text("lead") and values["lead_unit"] is None:
            missing.append("lead")
        coarse = [label for label, _ in values["results"] if not label.startswith(values["frequency"] or "-")]
        notes += [["other_period", label] for label in coarse]
        values["results"] = [pair for pair in values["results"] if pair[0] not in coarse]
        return values, missing, notes

    def _figures(self, record: Record) -> tuple[dict[str, Value], list[str], list[list[Any]]]:
        """The values of a row by field; what is no number is named as missing."""
        found: dict[str, Value] = {}
        missing: list[str] = []
        notes: list[list[Any]] = []
        for name in record.fields:
            if name.partition(":")[0] not in ("target", "baseline", "result"):
                continue
            try:
                value = read_value(record.cell(name))
            except ValueError:
                missing.append(name)
                notes.append(["not_a_number", name, record.line(name)])
                continue
            if value is not None and value.decimals > _MOST_DECIMALS:
                missing.append(name)
            elif value is not None:
                found[name] = value
        return found, missing, notes

    def _kind(self, measure: str) -> str:
        """A percentage is a share; everything else is as the file was said to be, where it was said."""
        return "ratio" if measure.strip().startswith("%") else self._defaults.get("indicator_kind", "")

    # -- an indicator that the register holds

    def _changes(self, indicator: Indicator, values: Mapping[str, Any]) -> list[list[Any]]:
        changes: list[list[Any]] = []
        for name in ("name", *_WORDS):
            if values[name] and _plain(values[name]) != _plain(getattr(indicator, name)):
                changes.append([name, getattr(indicator, name), values[name]])
        if values["lead_unit"] and values["lead_unit"] != indicator.lead_unit_id:
            changes.append(["lead_unit", indicator.lead_unit_id, values["lead_unit"]])
        changes += self._target_changes(indicator, values["target"])
        for label, number in values["results"]:
            before = self._register.figures.get((indicator.pk, label))
            if before is None or before != Decimal(number):
                changes.append([f"result:{label}", None if before is None else f"{before.normalize():f}", number])
        return changes

    def _target_changes(self, indicator: Indicator, wanted: Mapping[str, Any] | None) -> list[list[Any]]:
        if wanted is None:
            return []
        target = self._register.targets.get(indicator.pk)
        now = _of_target(target, indicator.decimals) if target else {}
        differs = any(wanted[name] != now.get(name) for name in wanted if wanted[name] not in (None, {}))
        return [["target", now or None, dict(wanted)]] if differs else []


def _target(figures: Mapping[str, Value], record: Record) -> dict[str, Any] | None:
    """The target of a row: the last year's value, the years before as its path, the baseline beside it."""
    years = {int(name.partition(":")[2]): value for name, value in figures.items() if name.startswith("target:")}
    plain = figures.get("target")
    due = read_day(record.cell("due"))
    last = years.get(max(years)) if years and plain is None else plain
    if last is None:
        return None
    ends = due.day or due.proposal or (date(max(years), 12, 31) if years else None)
    base = next((pair for pair in figures.items() if pair[0].startswith("baseline")), None)
    path = {str(one): _text(years[one].low) for one in sorted(years) if ends is None or one < ends.year}
    before = [name for name in figures if name.startswith("result:year:")]
    if base is None and before:
        # The year before the path begins is what it sets out from, where the table shows it.
        first = min([*years, ends.year if ends else 9999])
        name = f"result:year:{first - 1}"
        base = (f"baseline:{first - 1}", figures[name]) if name in figures else None
    based = base[0].partition(":")[2] if base else ""
    return {
        "comparator": last.comparator or ("=" if last.high is not None else ">="),
        "value": _text(last.low),
        "value_high": _text(last.high) if last.high is not None else None,
        "due": ends.isoformat() if ends else None,
        "baseline": _text(base[1].low) if base else None,
        "baseline_on": f"{based}-12-31" if based else None,
        "path": path,
    }


def _of_target(target: Target, decimals: int) -> dict[str, Any]:
    def shown(value: int | None) -> str | None:
        return None if value is None else _text(from_scaled(value, decimals))

    return {
        "comparator": target.comparator,
        "value": shown(target.value),
        "value_high": shown(target.value_high),
        "due": target.due.isoformat() if target.due else None,
        "baseline": shown(target.baseline),
        "baseline_on": target.baseline_on.isoformat() if target.baseline_on else None,
        "path": {name: _text(from_scaled(value, decimals)) for name, value in sorted(target.path.items())},
    }


def _results(figures: Mapping[str, Value]) -> list[list[str]]:
    """Periods by their label with their values: ``month:2026-10``."""
    return [[name.removeprefix("result:"), _text(value.low)] for name, value in sorted(figures.items())]


def _frequency(results: Mapping[str, Value]) -> str:
    """The finest period that the row has figures of."""
    kinds = {name.split(":")[1] for name in results}
    return next((kind for kind in _FINER if kind in kinds), "")


def period_of(label: str) -> Period:
    """The period of a label in the heading: ``month:2026-10``, ``quarter:2026-1``, ``year:2025``."""
    kind, _, rest = label.partition(":")
    first, _, index = rest.partition("-")
    if kind == "month":
        return month(int(first), int(index))
    return quarter(int(first), int(index)) if kind == "quarter" else year(int(first))


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _plain(text: str) -> str:
    return " ".join(fold(nfc(text)).split())
