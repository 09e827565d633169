"""The score of a draft, from 0 to 100, with its arithmetic (điểm dự thảo).

Three parts: of the six clears of its tasks, the share that is there (40); of its targets, the share that can be checked
(30); and 30 for being free of faults, less 3 for each error and 1 for each thing to look at, never below zero. A paper
without tasks or without targets is scored on what it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

CLEARS_WEIGHT: Final = 40
TARGETS_WEIGHT: Final = 30
FAULTS_WEIGHT: Final = 30
ERROR_COST: Final = 3
CHECK_COST: Final = 1


@dataclass(frozen=True, slots=True)
class Score:
    """``clears_met`` of ``tasks * 6`` clears are there, ``clear_tasks`` tasks have all six; ``errors`` and ``checks``
    are the faults that are not counted by the first two parts already.
    """

    tasks: int = 0
    clear_tasks: int = 0
    clears_met: int = 0
    targets: int = 0
    checkable_targets: int = 0
    errors: int = 0
    checks: int = 0

    @property
    def clears_points(self) -> Fraction:
        """Of 40; None-like zero where there are no tasks."""
        return Fraction(CLEARS_WEIGHT * self.clears_met, self.tasks * 6) if self.tasks else Fraction(0)

    @property
    def targets_points(self) -> Fraction:
        """Of 30."""
        return Fraction(TARGETS_WEIGHT * self.checkable_targets, self.targets) if self.targets else Fraction(0)

    @property
    def fault_points(self) -> int:
        """Of 30, what is left after the costs."""
        return max(0, FAULTS_WEIGHT - ERROR_COST * self.errors - CHECK_COST * self.checks)

    @property
    def whole(self) -> int:
        """What the parts that exist can add up to."""
        return (CLEARS_WEIGHT if self.tasks else 0) + (TARGETS_WEIGHT if self.targets else 0) + FAULTS_WEIGHT

    @property
    def total(self) -> int:
        """The score, rounded to the nearest whole number, halves up."""
        reached = self.clears_points + self.targets_points + self.fault_points
        return int(Fraction(100) * reached / self.whole + Fraction(1, 2))
