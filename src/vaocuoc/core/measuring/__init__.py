"""Verdicts and states: what the figures and dates say, with the arithmetic (đánh giá, trạng thái).

Owns how reported figures become comparable, what a target expects by a day, the verdict with the rule that gave it, and
the state of a task. Codes and numbers come out, never words for a screen; nothing here reads a clock.
"""

from vaocuoc.core.measuring.criteria import Asked, Card, Found, Marked, fulfils, score
from vaocuoc.core.measuring.dividing import divided
from vaocuoc.core.measuring.expecting import Aim, Expected, expected_at, season_weight
from vaocuoc.core.measuring.series import Point, Running, running
from vaocuoc.core.measuring.storing import restored, stored
from vaocuoc.core.measuring.tasks import TaskFacts, TaskState, task_state
from vaocuoc.core.measuring.thresholds import RULE_VERSION, THRESHOLDS, Thresholds
from vaocuoc.core.measuring.verdicts import VERDICTS, Verdict, VerdictInputs, verdict, worst_of

__all__ = [
    "RULE_VERSION",
    "THRESHOLDS",
    "VERDICTS",
    "Aim",
    "Asked",
    "Card",
    "Expected",
    "Found",
    "Marked",
    "Point",
    "Running",
    "TaskFacts",
    "TaskState",
    "Thresholds",
    "Verdict",
    "VerdictInputs",
    "divided",
    "expected_at",
    "fulfils",
    "restored",
    "running",
    "score",
    "season_weight",
    "stored",
    "task_state",
    "verdict",
    "worst_of",
]
