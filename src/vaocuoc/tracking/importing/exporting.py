"""Giving the register back (xuất bảng): in an office's own columns and order, or in the standard form.

Whatever is given back comes in again without changing anything: codes stand beside the rows, and a cell that still says
what the register holds is given back letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from vaocuoc.core.calendars import Period
from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers import Cell, plain_heading, read_day
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.formats.workbook import Value
from vaocuoc.tracking.importing import standard
from vaocuoc.tracking.importing.models import DIRECTORY_KINDS, ImportBatch, ImportKind, ImportRow
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Evidence, PartyRole, Task, TaskParty, TaskUpdate

_DAYS = frozenset({"issued_on", "received_on", "due", "completed_on", "evidence_on"})
_CODE_HEADING = {"tasks": "Mã nhiệm vụ", "indicators": "Mã chỉ tiêu"}
_MOST_PERIODS = 24
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


# --- tasks ------------------------------------------------------------------------------------------------------------


def tasks_at_hand(tasks: QuerySet[Task]) -> list[Task]:
    """These tasks with all that a form says of them; four queries."""
    related = ("lead_unit", "lead_post__unit", "follower__unit", "document", "keeper")
    return list(
        tasks.select_related(*related)
        .prefetch_related(
            Prefetch("parties", TaskParty.objects.select_related("unit").order_by("pk")),
            Prefetch("updates", TaskUpdate.objects.order_by("-at", "-pk")),
            Prefetch("evidence", Evidence.objects.filter(accepted__isnull=True)),
        )
        .order_by("pk")
    )


def task_values(task: Task) -> dict[str, Value]:
    """What the register holds of a task, by field, in words that come in again as the same."""
    updates = list(task.updates.all())
    partners = [party for party in task.parties.all() if party.role == PartyRole.COOPERATING]
    with translation.override("vi"):
        return {
            "code": task.code,
            "source_number": task.document.number if task.document else "",
            "issued_on": task.document.issued_on if task.document else None,
            "received_on": None if task.received_is_estimated else task.received_on,
            "title": task.title,
            "lead": _lead(task),
            "lead_post": str(task.lead_post) if task.lead_post else "",
            "follower": str(task.follower) if task.follower else "",
            "cooperating": "; ".join(str(party.unit or party.words) for party in partners),
            "product": task.product,
            "product_level": task.get_product_level_display() if task.product_level else "",
            "product_receiver": task.product_receiver,
            "resources": task.resources,
            "authority": task.authority,
            "recurrence": task.recurrence,
            "condition": task.condition,
            "deadline_kind": task.get_deadline_kind_display(),
            "due": task.due,
            "urgency": task.get_urgency_display(),
            "state": standard.STATE_WORDS[_state(task)],
            "completed_on": task.completed_on,
            "result": next((update.text for update in updates if update.text), ""),
            "blocker": next((update.blocker for update in updates if update.blocker), ""),
        }


def _lead(task: Task) -> str:
    return task.lead_unit.name if task.lead_unit else str(task.lead_post)


def _state(task: Task) -> str:
    if task.closure:
        return str(task.closure)
    return "awaiting" if list(task.evidence.all()) else "running"


def standard_tasks(tasks: QuerySet[Task], *, today: date) -> bytes:
    """Tasks in the standard form (Xuất Excel)."""
    rows = [task_values(task) for task in tasks_at_hand(tasks)]
    return standard.filled_form("tasks", rows, standard.columns_of("tasks", today=today))


# --- an office's own form ---------------------------------------------------------------------------------------------


def give_back(actor: Actor, batch: ImportBatch, *, today: date) -> bytes:
    """The register in the columns and order of a tracker that was taken in, with codes, values as now (trả lại mẫu cũ).

    Raises ``imports.no_own_form`` for lists of the directory.
    """
    if batch.kind in DIRECTORY_KINDS or batch.keeper is None or batch.profile is None:
        raise Refused("imports.no_own_form")
    profile = batch.profile
    headings = list(profile.headings)
    fields = [profile.mapping.get(plain_heading(heading), "") for heading in headings]
    if "code" not in fields:
        headings, fields = [*headings, _CODE_HEADING[batch.kind]], [*fields, "code"]
    plain = [plain_heading(heading) for heading in headings]
    if batch.kind == ImportKind.TASKS:
        rows = _own_tasks(actor, batch.keeper, plain, fields)
    else:
        rows = _own_indicators(actor, batch.keeper, plain, fields)
    return standard.own_form(batch.name, headings, rows, title=standard.TITLES[batch.kind])


def _own_tasks(actor: Actor, keeper: Unit, plain: Sequence[str], fields: Sequence[str]) -> Iterable[list[Value]]:
    tasks = {task.pk: task for task in tasks_at_hand(visible_tasks(actor).filter(keeper=keeper))}
    rows = [row for row in ImportRow.objects.of_written().filter(task__keeper=keeper) if row.task_id in tasks]
    latest = {row.task_id: row for row in rows}
    order = {task: place for place, task in enumerate(dict.fromkeys(row.task_id for row in rows))}
    group = ""
    for number, pk in enumerate(sorted(tasks, key=lambda pk: (order.get(pk, len(order)), pk)), 1):
        row = latest.get(pk)
        if row is not None and row.group != group:
            group = row.group
            yield [group, *[None] * (len(fields) - 1)]
        values = task_values(tasks[pk])
        same = _unchanged(tasks[pk], values, row) if row else frozenset()
        own = _own_texts(row) if row else {}
        yield [
            number if field == "order" else _own_cell(field, own.get(heading, ""), values, same)
            for heading, field in zip(plain, fields, strict=True)
        ]


def _own_cell(field: str, own: str, values: Mapping[str, Value], same: frozenset[str]) -> Value:
    """A cell of an office's own column: its own words where they still hold, else what the register says now."""
    if field == "code":
        return values["code"]
    if field not in values or field in same:
        return _as_day(own) if field in _DAYS else own
    return values[field]


def _own_texts(row: ImportRow) -> dict[str, str]:
    """What the row says by plain heading."""
    return {plain_heading(heading): text for heading, text in row.cells.items()}


def _as_day(text: str) -> Value:
    """A day that was one goes back as one; what somebody typed in another way stays as it was typed."""
    return read_day(Cell(text)).day if _DAY.fullmatch(text) else text


def _unchanged(task: Task, values: Mapping[str, Value], row: ImportRow) -> frozenset[str]:
    """The fields of which the register still holds what the row said."""
    said: Mapping[str, Any] = row.values
    due, completed = task.due.isoformat() if task.due else None, task.completed_on
    held = {
        "lead": (said.get("lead_unit"), said.get("lead_post")) == (task.lead_unit_id, task.lead_post_id),
        "follower": said.get("follower") == task.follower_id,
        "due": said.get("due") == due,
        "state": said.get("closure", "") == task.closure,
        "completed_on": said.get("completed_on") == (completed.isoformat() if completed else None),
        "result": values["result"] in (said.get("told", ""), ""),
        "blocker": values["blocker"] in (said.get("blocker", ""), ""),
    } | {
        name: said.get(name, "") == getattr(task, name)
        for name in ("title", "product", "product_receiver", "resources", "authority", "urgency", "product_level")
    }
    # Where the paper stands under and what kind of day was meant is only said in the tracker.
    always = {"source_number", "issued_on", "received_on", "cooperating", "deadline_kind", "recurrence", "condition"}
    said_at_all = {name for name in always | {"lead_post"} if said.get("seen") is not None}
    return frozenset({name for name, holds in held.items() if holds} | said_at_all)


# --- indicators -------------------------------------------------------------------------------------------------------


def indicator_values(indicators: QuerySet[Indicator]) -> dict[int, dict[str, Value]]:
    """What the register holds of indicators for their keepers, by field; three queries."""
    found = list(indicators.select_related("lead_unit", "keeper").order_by("code", "pk"))
    by_pk = {one.pk: one for one in found}
    targets = {
        target.indicator_id: target
        for target in Target.objects.filter(indicator__in=by_pk, withdrawn_at__isnull=True, headline=True)
        if by_pk[target.indicator_id].keeper_id == target.unit_id
    }
    figures: dict[int, dict[str, Value]] = {}
    for figure in Observation.objects.filter(indicator__in=by_pk).exclude(period_kind="date").order_by("revision"):
        of = by_pk[figure.indicator_id]
        if figure.unit_id == figure.provider_id == of.keeper_id:
            label = Period.of(figure.calendar, figure.period_kind, figure.year, figure.index).label_code
            value = None if figure.value is None else from_scaled(figure.value, of.decimals)
            figures.setdefault(of.pk, {})[f"result:{label}"] = value
    with translation.override("vi"):
        return {
            one.pk: {
                "code": one.code,
                "name": one.name,
                "unit_of_measure": one.unit_of_measure,
                "kind": one.get_kind_display(),
                "frequency": one.get_frequency_display(),
                "lead": one.lead_unit.name if one.lead_unit else "",
                "definition": one.definition,
                "formula": one.formula,
                "data_source": one.data_source,
                **_target_values(targets.get(one.pk), one.decimals),
                **figures.get(one.pk, {}),
            }
            for one in found
        }


def _target_values(target: Target | None, decimals: int) -> dict[str, Value]:
    if target is None:
        return {}
    values: dict[str, Value] = {f"target:{year}": from_scaled(value, decimals) for year, value in target.path.items()}
    high = None if target.value_high is None else from_scaled(target.value_high, decimals)
    shown = standard.decimal_or_text(target.comparator, from_scaled(target.value, decimals), high)
    values["target"] = shown
    if target.due is not None:
        values[f"target:{target.due.year}"] = shown
        values["due"] = target.due
    if target.baseline is not None:
        baseline: Decimal = from_scaled(target.baseline, decimals)
        values["baseline"] = baseline
        if target.baseline_on is not None:
            values[f"baseline:{target.baseline_on.year}"] = baseline
            values.setdefault(f"result:year:{target.baseline_on.year}", baseline)
    return values


def standard_indicators(indicators: QuerySet[Indicator]) -> bytes:
    """Indicators in the standard form, with the years and periods that they have."""
    rows = list(indicator_values(indicators).values())
    names = {name for row in rows for name in row}

    def years(of: str) -> list[int]:
        return [int(name.partition(":")[2]) for name in names if name.startswith(f"{of}:")]

    periods = sorted(name.removeprefix("result:") for name in names if name.startswith("result:"))
    columns = standard.indicator_form(years("target"), years("baseline"), periods[-_MOST_PERIODS:])
    return standard.filled_form("indicators", rows, columns)


def _own_indicators(actor: Actor, keeper: Unit, plain: Sequence[str], fields: Sequence[str]) -> Iterable[list[Value]]:
    values = indicator_values(visible_indicators(actor).filter(keeper=keeper))
    latest = {row.indicator_id: row for row in ImportRow.objects.of_written().filter(indicator__keeper=keeper)}
    places = {pk: place for place, pk in enumerate(latest)}
    for number, pk in enumerate(sorted(values, key=lambda pk: (places.get(pk, len(places)), pk)), 1):
        own = _own_texts(latest[pk]) if pk in latest else {}
        yield [
            number if field == "order" else values[pk].get(field) if field else own.get(heading)
            for heading, field in zip(plain, fields, strict=True)
        ]


# --- the directory ----------------------------------------------------------------------------------------------------


def standard_units(units: QuerySet[Unit], *, today: date) -> bytes:
    """Units in the standard form, each with what stands right above it."""
    found = list(units.order_by("sort_key", "pk").prefetch_related("aliases", "relations_above__parent"))
    parents = {
        unit.pk: (relation.parent.name, relation.kind)
        for unit in found
        for relation in unit.relations_above.all()
        if relation.valid_to is None or relation.valid_to > today
    }
    return standard.filled_form("units", standard.unit_rows(found, parents), standard.columns_of("units", today=today))
