"""The period sheet (phiếu kỳ): tasks counted by lead, follower, paper or field, and the list behind each number.

One pass over the tasks that can count gives every number; the list of a number is the tasks that the same pass put in
its column. Groups part the tasks, so their numbers add up to the line of the whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.measuring import Span, TaskState, columns_of, state_on
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Oversight, OversightKind, Post, Unit
from vaocuoc.directory.oversight.queries import running
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.counting.histories import Known, changed_since, first_told, known_tasks, led_on
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task

GROUPS: dict[str, str | Promise] = {
    "don-vi": gettext_lazy("Đơn vị chủ trì"),
    "theo-doi": gettext_lazy("Người theo dõi"),
    "van-ban": gettext_lazy("Văn bản giao"),
    "linh-vuc": gettext_lazy("Lĩnh vực"),
}
"""What the lines of a sheet are, by the word of the address."""

_AT_ONCE = 5_000
NONE = 0
"""The key of the line of tasks without a follower, a paper or a field."""


@dataclass(frozen=True)
class Narrowing:
    """What a sheet is narrowed to; None narrows nothing."""

    keeper: int | None = None
    unit: int | None = None
    follower: int | None = None
    document: int | None = None


@dataclass(frozen=True)
class Line:
    """One line: what it is of and how many tasks are in each column."""

    key: int
    name: str
    counts: Mapping[str, int]

    def of(self, column: str) -> int:
        return self.counts.get(column, 0)

    @property
    def judged(self) -> int:
        """The denominator of the on-time rate: finished, with a real day of completion and a deadline."""
        return self.of("on_time") + self.of("late")


@dataclass(frozen=True)
class PeriodSheet:
    """The sheet of a period: its lines and the line of the whole."""

    span: Span
    group: str
    lines: tuple[Line, ...]
    total: Line
    narrowed: Narrowing = field(default_factory=Narrowing)

    @property
    def code(self) -> str:
        """The mark of a sheet (mã phiếu): the same figures always have the same, other figures another."""
        facts = [
            self.span.first.isoformat(), self.span.last.isoformat(), self.span.seen.isoformat(), self.group,
            [(line.key, sorted(line.counts.items())) for line in (*self.lines, self.total)],
        ]  # fmt: skip
        digest = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        return f"PK-{self.span.last:%Y%m%d}-{digest[:6].upper()}"


def sheet_of(
    actor: Actor, *, today: date, span: Span, group: str = "don-vi", narrowed: Narrowing | None = None
) -> PeriodSheet:
    """The sheet of a period over the tasks that the actor sees (phiếu kỳ); at most eight queries."""
    narrowed = narrowed or Narrowing()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    known = _known(actor, today, span, narrowed)
    key_of = _grouping(known, group, span.seen)
    for one in known:
        columns = columns_of(one.history, span)
        if columns:
            counts[key_of(one)].update(columns)
            total.update(columns)
    names = _names(group, counts, span.seen)
    keys = sorted(counts, key=lambda key: names.get(key, (True, b"", "", 0)))
    lines = [Line(key, names[key][2] if key in names else str(_NAMELESS[group]), counts[key]) for key in keys]
    return PeriodSheet(span, group, tuple(lines), Line(NONE, _("Tổng cộng"), total), narrowed)


def keys_in(
    actor: Actor,
    *,
    today: date,
    span: Span,
    column: str,
    group: str = "don-vi",
    line: int | None = None,
    narrowed: Narrowing | None = None,
) -> list[int]:
    """The tasks behind a number of the sheet, in the order of their deadlines on the day it was counted.

    ``line`` None means the line of the whole.
    """
    known = _known(actor, today, span, narrowed or Narrowing())
    key_of = _grouping(known, group, span.seen) if line is not None else None
    found = [
        one for one in known if (key_of is None or key_of(one) == line) and column in columns_of(one.history, span)
    ]
    found.sort(key=lambda one: (one.history.due_on(span.seen) or date.max, one.pk))
    return [one.pk for one in found]


@dataclass(frozen=True)
class CountedRow:
    """A task behind a number: its state, deadline, lead and follower as they were on the day of the count."""

    task: Task
    state: TaskState
    due: date | None
    ended: date | None
    lead: str
    follower: str

    @property
    def days_late(self) -> int | None:
        return self.state.days if self.state.code in ("overdue", "late_acceptance", "done_late") else None


def counted_rows(keys: list[int], *, today: date, span: Span) -> list[CountedRow]:
    """These tasks in this order, as they stood at the end of the count; at most ten queries."""
    tasks = Task.objects.filter(pk__in=keys)
    told = first_told(keys) if span.seen < today else {}
    found = {one.pk: one for one in known_tasks(tasks, span, today=today)}
    units = dict(Unit.objects.filter(pk__in={one.unit for one in found.values()}).values_list("pk", "name"))
    wanted = {post for one in found.values() for post in (one.post, one.follower) if post}
    posts = {post.pk: str(post) for post in Post.objects.filter(pk__in=wanted).select_related("unit")}
    shown = tasks.select_related("document").defer("folded")
    by_key = {task.pk: task for task in shown}
    rows = []
    for key in keys:
        known = found[key]
        history = known.history
        if span.seen < today:
            history = replace(history, told_on=told.get(key))
        rows.append(
            CountedRow(
                task=by_key[key],
                state=state_on(history, span.seen),
                due=history.due_on(span.seen),
                ended=history.ended_by(span.seen),
                lead=posts.get(known.post or 0, "") or units.get(known.unit or 0, ""),
                follower=posts.get(known.follower or 0, ""),
            )
        )
    return rows


# --- what a line is ---------------------------------------------------------------------------------------------------

_NAMELESS: dict[str, str | Promise] = {
    "don-vi": gettext_lazy("Chưa rõ đơn vị"),
    "theo-doi": gettext_lazy("Chưa có người theo dõi"),
    "van-ban": gettext_lazy("Không có văn bản giao"),
    "linh-vuc": gettext_lazy("Chưa rõ lĩnh vực"),
}
_Names = dict[int, tuple[bool, bytes, str, int]]


def _known(actor: Actor, today: date, span: Span, narrowed: Narrowing) -> list[Known]:
    tasks = visible_tasks(actor)
    if narrowed.keeper:
        tasks = tasks.filter(keeper=narrowed.keeper)
    if narrowed.document:
        tasks = tasks.filter(document=narrowed.document)
    if narrowed.unit:
        tasks = tasks.filter(led_on(span.seen, unit=narrowed.unit))
    if narrowed.follower:
        tasks = tasks.filter(
            Q(follower=narrowed.follower) | Q(pk__in=changed_since(span.seen, follower=narrowed.follower))
        )
    # Whose it was on the day, where that is another than today's.
    return [
        one
        for one in known_tasks(tasks, span, today=today)
        if (not narrowed.unit or one.unit == narrowed.unit) and narrowed.follower in (None, one.follower)
    ]


def _grouping(known: Sequence[Known], group: str, today: date) -> Callable[[Known], int]:
    """What gives each task the key of its line; :data:`NONE` where it has none."""
    if group == "theo-doi":
        return lambda one: one.follower or NONE
    if group == "van-ban":
        return lambda one: one.document or NONE
    if group == "linh-vuc":
        fields = _fields_of([one.pk for one in known], today)
        return lambda one: fields.get(one.pk, NONE)
    return lambda one: one.unit or NONE


def _names(group: str, keys: Iterable[int], today: date) -> _Names:
    """How lines are named and in which order they stand; one query."""
    if group == "linh-vuc":
        return {key: (False, fold(words).encode(), words, key) for key, words in _fields(today).items()}
    if group == "don-vi":
        units = Unit.objects.filter(pk__in=[*keys]).values_list("pk", "sort_key", "name")
        return {pk: (False, bytes(place), name, pk) for pk, place, name in units}
    found: Iterable[Post | Document] = (
        Post.objects.filter(pk__in=[*keys]).select_related("unit")
        if group == "theo-doi"
        else Document.objects.filter(pk__in=[*keys]).defer("folded")
    )
    return {one.pk: (False, fold(str(one)).encode(), str(one), one.pk) for one in found}


def _fields(today: date) -> dict[int, str]:
    """The fields that somebody oversees on a day (lĩnh vực phụ trách), each by the key of its first decision."""
    rows = Oversight.objects.filter(running(today), kind=OversightKind.FIELD).order_by("pk").values_list("pk", "words")
    first: dict[str, int] = {}
    for pk, words in rows:
        first.setdefault(fold(words), pk)
    chosen = set(first.values())
    return {pk: words for pk, words in rows if pk in chosen}


def _fields_of(keys: Sequence[int], today: date) -> dict[int, int]:
    """The field of each task: the first whose words the task speaks of, so that no task is in two."""
    fields = [(key, fold(words)) for key, words in _fields(today).items()]
    if not fields:
        return {}
    found: dict[int, int] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = Task.objects.filter(pk__in=keys[start : start + _AT_ONCE]).values_list("pk", "folded")
        for pk, text in some:
            field_of = next((key for key, words in fields if words in text), NONE)
            if field_of:
                found[pk] = field_of
    return found
