"""What becomes of every row of a batch, worked out anew from the file and the register (dự kiến của đợt nhập)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vaocuoc.core.trackers import Grid
from vaocuoc.core.trackers.words import plain_word
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.importing.directory_rows import DirectoryPlanner
from vaocuoc.tracking.importing.indicator_rows import IndicatorPlanner, IndicatorRegister
from vaocuoc.tracking.importing.known_tasks import Register
from vaocuoc.tracking.importing.models import ImportBatch, ImportChoice, ImportKind, ImportProfile
from vaocuoc.tracking.importing.records import Advance, Plan, Record, nobody_waits, records_of, tracker_of
from vaocuoc.tracking.importing.resolving import Question, Resolver
from vaocuoc.tracking.importing.task_rows import TaskPlanner


def plan_batch(
    actor: Actor, batch: ImportBatch, *, today: date, advance: Advance = nobody_waits
) -> tuple[list[Plan], list[Question]]:
    """A plan for each row of the chosen sheets in their order, and what must still be asked.

    ``advance`` is told how many rows are done; what may be done where is asked once for all of them.
    """
    actor = actor.remembering()
    resolver = Resolver(actor, today=today, choices=_choices(batch))
    records = list(_records(batch))
    hidden = bool(batch.options.get("take_hidden"))
    defaults = batch.options.get("defaults", {})
    if batch.kind == ImportKind.TASKS:
        assert batch.keeper is not None
        register = Register.load(actor, batch.keeper)
        tasks = TaskPlanner(actor, batch.keeper, today=today, resolver=resolver, register=register, advance=advance)
        plans = tasks.plan(records, take_hidden=hidden)
    elif batch.kind == ImportKind.INDICATORS:
        assert batch.keeper is not None
        indicators = IndicatorPlanner(
            actor,
            batch.keeper,
            today=today,
            resolver=resolver,
            register=IndicatorRegister.load(batch.keeper),
            defaults=defaults,
            advance=advance,
        )
        plans = indicators.plan(records, take_hidden=hidden)
    else:
        directory = DirectoryPlanner(batch.kind, today=today, resolver=resolver, defaults=defaults)
        plans = directory.plan(records, take_hidden=hidden)
    return plans, resolver.questions()


def known_headings(batch_kind: str, keeper_id: int | None) -> set[str]:
    """The plain headings of all trackers that this office has taken in before."""
    profiles = ImportProfile.objects.filter(kind=batch_kind, keeper=keeper_id).values_list("mapping", flat=True)
    return {heading for mapping in profiles for heading in mapping}


def _records(batch: ImportBatch) -> Iterable[Record]:
    known = set(batch.mapping)
    for sheet in batch.sheets.filter(place__in=batch.sheets_chosen).order_by("place"):
        tracker = tracker_of(Grid.from_json(sheet.grid), batch.kind, known)
        if tracker is not None:
            yield from records_of(tracker, batch.mapping)


def _choices(batch: ImportBatch) -> dict[tuple[str, str], str]:
    """What the office chose before, under what was answered or left open for this file alone."""
    remembered = ImportChoice.objects.filter(keeper=batch.keeper_id).values_list("field", "folded", "value")
    found = {(field, folded): value for field, folded, value in remembered}
    for key, value in batch.options.get("answers", {}).items():
        field, _, text = key.partition(":")
        found[field, plain_word(text)] = value
    return found
