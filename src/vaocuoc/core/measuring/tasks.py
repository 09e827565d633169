"""The state of a task on a day: one function for every screen, report and export (trạng thái nhiệm vụ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS

AGES = ("1-7", "8-30", "over-30")
DONE = ("done_on_time", "done_late", "done_unjudged")
OPEN = (
    "overdue", "late_acceptance", "needs_due", "due_soon", "submitted", "in_progress", "not_started", "waiting",
)  # fmt: skip


@dataclass(frozen=True)
class TaskFacts:
    """What is known of a task.

    ``closure`` is what a person decided ("", done, suspended, cancelled); ``deadline_kind`` day, after_issue, regular
    or condition; ``started`` when anything was told or handed in; ``evidence_since`` since when evidence waits;
    ``known_since`` the day of receipt, from which a missing deadline has its age.
    """

    closure: str = ""
    deadline_kind: str = "day"
    due: date | None = None
    completed_on: date | None = None
    started: bool = False
    evidence_since: date | None = None
    known_since: date | None = None
    is_disputed: bool = False


@dataclass(frozen=True)
class TaskState:
    """The state and what it is counted by.

    ``days`` is the lateness of what is late, how long a day has been missing, or how long is left of what is due soon.
    ``age`` parts the overdue. ``regular`` work is counted apart while it runs, what is finished counts as finished;
    ``disputed`` tasks are counted apart until decided.
    """

    code: str
    days: int | None = None
    age: str = ""
    regular: bool = False
    disputed: bool = False

    @property
    def is_open(self) -> bool:
        return self.code in OPEN

    @property
    def is_done(self) -> bool:
        return self.code in DONE

    @property
    def is_judged(self) -> bool:
        """Whether it stands in an on-time rate."""
        return self.code in ("done_on_time", "done_late")

    @property
    def is_red(self) -> bool:
        return self.code == "overdue" and not self.disputed


def task_state(facts: TaskFacts, today: date) -> TaskState:
    """Derive the state on a day; the first rule that holds wins.

    What a person decided; then regular work, what waits for a condition and what has no day, none of which can be
    late; then evidence that waits, which after the day is the acceptor's lateness; then the deadline, inclusive.
    """
    code, days, age = _derive(facts, today)
    regular = facts.deadline_kind == "regular" and not facts.closure
    return TaskState(code, days, age, regular=regular, disputed=facts.is_disputed)


def _derive(facts: TaskFacts, today: date) -> tuple[str, int | None, str]:
    if facts.closure == "done":
        return _done(facts)
    if facts.closure in ("suspended", "cancelled"):
        return facts.closure, None, ""
    running = "in_progress" if facts.started else "not_started"
    if facts.deadline_kind == "regular":
        return ("submitted" if facts.evidence_since else running), None, ""
    if facts.deadline_kind == "condition":
        return "waiting", None, ""
    if facts.due is None:
        return "needs_due", (today - facts.known_since).days if facts.known_since else None, ""
    late = (today - facts.due).days
    if facts.evidence_since is not None:
        return ("late_acceptance", late, "") if late > 0 else ("submitted", None, "")
    if late > 0:
        return "overdue", late, overdue_age(late)
    if -late <= THRESHOLDS[RULE_VERSION].due_soon_days:
        return "due_soon", -late, ""
    return running, -late, ""


def _done(facts: TaskFacts) -> tuple[str, int | None, str]:
    if facts.completed_on is None or facts.due is None:
        return "done_unjudged", None, ""
    late = (facts.completed_on - facts.due).days
    return ("done_late", late, "") if late > 0 else ("done_on_time", None, "")


def overdue_age(days: int) -> str:
    """In which of 1-7, 8-30, over 30 days a lateness falls."""
    return AGES[sum(days > limit for limit in THRESHOLDS[RULE_VERSION].overdue_ages)]
