"""The board: what needs me, what is in danger, what is late, who is silent; each number with the list it counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.publishing.board.reporting import Coverage, coverage
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.publishing.board.tables import (
    DAYS_AHEAD,
    UNTOUCHED_DAYS,
    ComingDay,
    OverdueTask,
    RedIndicator,
    coming_days,
    due_between,
    overdue_task,
    red_indicator,
)
from vaocuoc.publishing.board.todo import Desk, Todo, what_waits
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.queries import IndicatorFilters
from vaocuoc.tracking.indicators.standing import rows_standing, standing_counts, standings_of
from vaocuoc.tracking.models import Target, Task
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.queries import TaskCounts, TaskFilters, due_days, task_counts, task_rows
from vaocuoc.ui.words import TASK_STATES, VERDICTS

SHOWN_OVERDUE = 10
_OFFERED = 100  # papers to narrow by; an older one is found by its words
SHOWN_INDICATORS = 10
SHOWN_SILENT = 5
ATTENTION = ("off_track", "missed", "at_risk")

# The bar of tasks, from what needs someone to what is done.
BAR = (
    ("overdue", "bad"),
    ("late_acceptance", "warn"),
    ("submitted", "warn"),
    ("needs_due", "warn"),
    ("due_soon", "cham"),
    ("in_progress", "cham"),
    ("not_started", "none"),
    ("waiting", "none"),
    ("suspended", "none"),
    ("done_late", "soft"),
    ("done_unjudged", "soft"),
    ("done_on_time", "good"),
)


@dataclass(frozen=True)
class Count:
    """So many of something, and the list of exactly them."""

    code: str
    number: int
    url: str
    word: str = ""
    tone: str = ""

    @property
    def marks(self) -> range:
        return range(self.number)


@dataclass(frozen=True)
class Clause:
    """A stretch of the board's sentence: words that lead to what they count, and what follows them."""

    text: str
    url: str = ""
    tone: str = ""
    after: str = ""


@dataclass(frozen=True)
class SilentUnit:
    name: str
    missing: int
    url: str


@dataclass(frozen=True)
class Choices:
    """What the board can be narrowed to."""

    documents: tuple[Document, ...]
    leads: tuple[Unit, ...]


@dataclass
class Board:
    """Everything that the first page shows of a day."""

    today: date
    scope: Scope
    counts: TaskCounts
    coverage: Coverage
    can_upload: bool
    is_empty: bool = False
    sentence: list[Clause] = field(default_factory=list)
    todo: list[Todo] = field(default_factory=list)
    verdicts: list[Count] = field(default_factory=list)
    states: list[Count] = field(default_factory=list)
    attention: list[RedIndicator] = field(default_factory=list)
    overdue: list[OverdueTask] = field(default_factory=list)
    coming: list[ComingDay] = field(default_factory=list)
    next_due: date | None = None

    # --- numbers with their lists -------------------------------------------------------------------------------------

    @property
    def todo_total(self) -> int:
        return sum(item.number for item in self.todo)

    @property
    def indicator_total(self) -> int:
        return sum(one.number for one in self.verdicts)

    @property
    def indicators_url(self) -> str:
        return self.scope.address("indicators:list")

    @property
    def tasks_url(self) -> str:
        return self.scope.address("tasks:list")

    @property
    def dated_total(self) -> int:
        return self.counts.with_deadline

    @property
    def regular(self) -> Count:
        return Count("regular", self.counts.regular, self.scope.address("tasks:list", trang_thai="regular"))

    @property
    def at_risk(self) -> Count:
        number = next((one.number for one in self.verdicts if one.code == "at_risk"), 0)
        return Count("at_risk", number, self.scope.address("indicators:list", danh_gia="at_risk"))

    @property
    def overdue_total(self) -> int:
        return self.counts.of("overdue")

    @property
    def overdue_url(self) -> str:
        return self.scope.address("tasks:list", trang_thai="overdue")

    @property
    def finished(self) -> int:
        return self.counts.done

    @property
    def judged(self) -> int:
        return self.counts.judged

    @property
    def bar(self) -> list[tuple[int, str, str]]:
        return [(self.counts.of(code), tone, str(TASK_STATES[code].word).lower()) for code, tone in BAR]

    @property
    def bar_label(self) -> str:
        return ", ".join(f"{number} {word}" for number, _tone, word in self.bar if number)

    @property
    def coming_total(self) -> int:
        return sum(day.number for day in self.coming)

    @property
    def coming_url(self) -> str:
        return due_between(self.scope, self.today, self.today + timedelta(days=DAYS_AHEAD))

    @property
    def scope_url(self) -> str:
        return self.scope.address("board:choose")

    @property
    def silent_url(self) -> str:
        return self.scope.address("board:silent")

    @property
    def first_silent(self) -> list[SilentUnit]:
        return [
            SilentUnit(owing.unit.name, len(owing.missing), f"{self.silent_url}#u{owing.unit.pk}")
            for owing in self.coverage.silent[:SHOWN_SILENT]
        ]


def board(actor: Actor, *, today: date, now: datetime, scope: Scope) -> Board:
    """The board of an actor on a day (bảng điều hành), within the scope; its queries do not grow with the site."""
    wanted = TaskFilters(document=_key(scope.document), lead=_key(scope.lead))
    standings = standings_of(
        actor, today=today, filters=IndicatorFilters(document=_key(scope.document), lead=_key(scope.lead))
    )
    verdicts = standing_counts(standings)
    made = Board(
        today=today,
        scope=scope,
        counts=task_counts(actor, today, wanted),
        coverage=Coverage() if scope.document else coverage(actor, today=today, lead=scope.lead),
        can_upload=actor.may_somewhere(Action.UPLOAD),
    )
    made.is_empty = not (made.counts.total or verdicts or scope.words or visible_documents(actor).exists())
    made.verdicts = [_verdict_count(scope, code, number) for code, number in verdicts.items()]
    made.states = [_state_count(scope, made.counts, code) for code, _tone in BAR if made.counts.of(code)]
    red = standings.filter(code__in=ATTENTION)[:SHOWN_INDICATORS]
    made.attention = [red_indicator(row) for row in rows_standing(red, today=today)]
    late = task_rows(actor, today=today, filters=replace(wanted, state="overdue"), limit=SHOWN_OVERDUE)
    made.overdue = [overdue_task(row) for row in late]
    since = now - timedelta(days=UNTOUCHED_DAYS)
    ahead = due_days(actor, today=today, days=DAYS_AHEAD, untouched_since=since, filters=wanted)
    alone = [day.any_task for day in ahead if day.number == 1]
    made.coming = coming_days(ahead, dict(Task.objects.filter(pk__in=alone).values_list("pk", "title")), scope)
    made.next_due = made.counts.next_due
    made.todo = what_waits(Desk(actor, today, scope, made.counts, wanted, verdicts, standings))
    made.sentence = _sentence(made)
    return made


def _key(thing: Document | Unit | None) -> int | None:
    return thing.pk if thing else None


def choices(actor: Actor, text: str = "") -> Choices:
    """The documents that gave tasks or targets, the newest first, and the units that lead; two queries.

    ``text`` looks for documents by number and words, so that the oldest is found too.
    """
    tasks, indicators = visible_tasks(actor).order_by(), visible_indicators(actor).order_by()
    targets = Target.objects.filter(indicator__in=indicators.values("pk"), withdrawn_at__isnull=True)
    gave = Q(pk__in=tasks.values("document")) | Q(pk__in=targets.values("document"))
    leads = Q(pk__in=tasks.filter(lead_unit__isnull=False).values("lead_unit")) | Q(
        pk__in=indicators.filter(lead_unit__isnull=False).values("lead_unit")
    )
    found = visible_documents(actor).filter(gave)
    if text:
        found = matching(found, "folded", text)
    return Choices(
        tuple(found.defer("folded").order_by("-issued_on", "-pk")[:_OFFERED]),
        tuple(Unit.objects.filter(leads).order_by("sort_key", "pk")),
    )


# --- counts -----------------------------------------------------------------------------------------------------------


def _verdict_count(scope: Scope, code: str, number: int) -> Count:
    tone = VERDICTS[code].tone if code in ATTENTION else ""
    return Count(code, number, scope.address("indicators:list", danh_gia=code), tone=tone)


def _state_count(scope: Scope, counts: TaskCounts, code: str) -> Count:
    word = str(TASK_STATES[code].word).lower()
    url = scope.address("tasks:list", trang_thai=code)
    return Count(code, counts.of(code), url, word, "bad" if code == "overdue" else "")


def _sentence(made: Board) -> list[Clause]:
    """The finding in words: targets in danger, tasks late, units silent; what is well is said as well."""
    numbers = {one.code: one for one in made.verdicts}
    red = [numbers[code] for code in ("off_track", "missed") if code in numbers]
    clauses = [
        Clause(
            _("%(n)s chỉ tiêu %(word)s") % {"n": one.number, "word": _low(VERDICTS[one.code].word)},
            one.url,
            "bad",
            ", ",
        )
        for one in red
    ]
    if "at_risk" in numbers:
        words = _("%(n)s có nguy cơ") if red else _("%(n)s chỉ tiêu có nguy cơ")
        clauses.append(Clause(words % {"n": numbers["at_risk"].number}, numbers["at_risk"].url, "warn", ". "))
    elif red:
        clauses[-1] = Clause(clauses[-1].text, clauses[-1].url, clauses[-1].tone, ". ")
    elif made.indicator_total:
        clauses.append(Clause(_("Không có chỉ tiêu nào khó đạt hoặc có nguy cơ."), after=" "))
    clauses.extend(_task_clauses(made))
    silent = len(made.coverage.silent)
    if silent:
        words = _("%(n)s/%(of)s đơn vị chưa báo cáo đủ số liệu") % {"n": silent, "of": made.coverage.owing}
        clauses.append(Clause(words, made.silent_url, "warn", "."))
    return clauses


def _task_clauses(made: Board) -> list[Clause]:
    if made.overdue_total:
        longest = _(", lâu nhất %(days)s ngày. ") % {"days": made.counts.longest_overdue}
        words = _("%(n)s nhiệm vụ quá hạn") % {"n": made.overdue_total}
        return [Clause(words, made.overdue_url, "bad", longest)]
    if made.dated_total:
        return [Clause(_("Không có nhiệm vụ nào quá hạn."), after=" ")]
    return []


def _low(word: Any) -> str:
    text = str(word)
    return text[:1].lower() + text[1:]
