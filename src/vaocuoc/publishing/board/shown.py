"""What the first page shows of a day (bảng điều hành): numbers with the lists that they count, and words for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from vaocuoc.publishing.board.readers import EMPTY, Reader
from vaocuoc.publishing.board.reporting import Coverage
from vaocuoc.publishing.board.scope import Scope
from vaocuoc.publishing.board.tables import (
    DAYS_AHEAD,
    ComingDay,
    LateUnit,
    OverdueTask,
    RedIndicator,
    due_between,
)
from vaocuoc.publishing.board.todo import Todo
from vaocuoc.tracking.tasks.filtering import GROUPS
from vaocuoc.tracking.tasks.queries import TaskCounts
from vaocuoc.ui.words import TASK_STATES

SHOWN_SILENT = 5

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
class Number:
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
    number: int = 0


@dataclass(frozen=True)
class SilentUnit:
    name: str
    missing: int
    url: str


@dataclass
class Board:
    """Everything that the first page shows of a day."""

    today: date
    scope: Scope
    counts: TaskCounts
    coverage: Coverage
    can_upload: bool
    reader: Reader = Reader.VIEWER
    oversees: bool = False
    is_empty: bool = False
    nothing_found: bool = False
    sentence: list[Clause] = field(default_factory=list)
    todo: list[Todo] = field(default_factory=list)
    verdicts: list[Number] = field(default_factory=list)
    states: list[Number] = field(default_factory=list)
    attention: list[RedIndicator] = field(default_factory=list)
    overdue: list[OverdueTask] = field(default_factory=list)
    steps: list[Number] = field(default_factory=list)
    late_units: list[LateUnit] = field(default_factory=list)
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
    def regular(self) -> Number:
        return Number("regular", self.counts.regular, self.scope.address("tasks:list", trang_thai="regular"))

    @property
    def at_risk(self) -> Number:
        return self._judged("at_risk")

    @property
    def off_track(self) -> Number:
        return self._judged("off_track")

    def _judged(self, code: str) -> Number:
        number = next((one.number for one in self.verdicts if one.code == code), 0)
        return Number(code, number, self.scope.address("indicators:list", danh_gia=code))

    @property
    def aside(self) -> list[Number]:
        """What is among all tasks, but neither has a deadline to keep nor is regular: disputed and cancelled ones."""
        found = [
            Number(code, self.counts.of(code), self.scope.address("tasks:list", trang_thai=code), str(word).lower())
            for code, word in (("disputed", GROUPS["disputed"]), ("cancelled", TASK_STATES["cancelled"].word))
        ]
        return [one for one in found if one.number]

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
    def empty_words(self) -> str:
        """What an empty board says to its reader."""
        return str(EMPTY[self.reader])

    @property
    def whole_url(self) -> str:
        """The board without what one oversees alone."""
        return replace(self.scope, overseen=False).address("board:home")

    @property
    def overseen_url(self) -> str:
        """The board of what one oversees by decision (phần phụ trách)."""
        return replace(self.scope, overseen=True).address("board:home")

    @property
    def silent_url(self) -> str:
        return self.scope.address("board:silent")

    @property
    def first_silent(self) -> list[SilentUnit]:
        return [
            SilentUnit(owing.name, owing.missing, f"{self.silent_url}#u{owing.pk}")
            for owing in self.coverage.silent[:SHOWN_SILENT]
        ]
