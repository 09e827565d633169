"""Verdicts and states: what the figures and dates say, with the arithmetic (đánh giá, trạng thái).

Owns how reported figures become comparable, what a target expects by a day, the verdict with the rule that gave it, and
the state of a task. Codes and numbers come out, never words for a screen; nothing here reads a clock.
"""

from vaocuoc.core.measuring.counting import COLUMNS, Span, Stood, TaskHistory, columns_of, facts_on, state_on
from vaocuoc.core.measuring.criteria import Asked, Card, Found, Marked, fulfils, score
from vaocuoc.core.measuring.dividing import divided
from vaocuoc.core.measuring.expecting import Aim, Expected, expected_at, season_weight
from vaocuoc.core.measuring.progress import WHOLE, Part, Progress, even_weights, progress_of
from vaocuoc.core.measuring.series import Point, Running, running
from vaocuoc.core.measuring.storing import restored, stored
from vaocuoc.core.measuring.tasks import TaskFacts, TaskState, task_state
from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS, Thresholds
from vaocuoc.core.measuring.turns import Turn, TurnRule, stretch_of, turn_at, turns_between
from vaocuoc.core.measuring.verdicts import VERDICTS, Verdict, VerdictInputs, verdict, worst_of

__all__ = [
    "COLUMNS",
    "RULE_VERSION",
    "THRESHOLDS",
    "VERDICTS",
    "WHOLE",
    "Aim",
    "Asked",
    "Card",
    "Expected",
    "Found",
    "Marked",
    "Part",
    "Point",
    "Progress",
    "Running",
    "Span",
    "Stood",
    "TaskFacts",
    "TaskHistory",
    "TaskState",
    "Thresholds",
    "Turn",
    "TurnRule",
    "Verdict",
    "VerdictInputs",
    "columns_of",
    "divided",
    "even_weights",
    "expected_at",
    "facts_on",
    "fulfils",
    "progress_of",
    "restored",
    "running",
    "score",
    "season_weight",
    "state_on",
    "stored",
    "stretch_of",
    "task_state",
    "turn_at",
    "turns_between",
    "verdict",
    "worst_of",
]
