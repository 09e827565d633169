"""Checks a paper before it is issued (kiểm tra dự thảo): rules over a reading, and figures that contradict each other.

Pure: a :class:`~vaocuoc.core.reading.Reading` goes in, faults with their places and a score come out; what a register
knows comes in as :class:`Register`, the day as an argument. No words for a screen: a fault is a code with facts.
"""

from __future__ import annotations

from vaocuoc.core.checking.checker import check
from vaocuoc.core.checking.faults import LEVELS, Fault, Level, Other, Place, Report
from vaocuoc.core.checking.register import EndedUnit, KnownDocument, KnownTarget, KnownValue, Register
from vaocuoc.core.checking.rules import KINDS, RULES, Rule
from vaocuoc.core.checking.scoring import Score

__all__ = [
    "KINDS",
    "LEVELS",
    "RULES",
    "EndedUnit",
    "Fault",
    "KnownDocument",
    "KnownTarget",
    "KnownValue",
    "Level",
    "Other",
    "Place",
    "Register",
    "Report",
    "Rule",
    "Score",
    "check",
]
