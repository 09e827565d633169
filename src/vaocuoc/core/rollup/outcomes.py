"""What a verdict can come to, as small numbers: the code, the rule and the reason of ``core.measuring.verdict``."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vaocuoc.core.measuring import VERDICTS

Outcomes = NDArray[np.uint8]


class Outcome(NamedTuple):
    """A verdict's code, the number of the rule that held, and its reason (kết quả, quy tắc, lý do)."""

    code: str
    rule: int
    reason: str


class Code(IntEnum):
    """The numbers that arrays hold. Those of one rule follow each other from bad to good, so that they can be counted
    up."""

    NOT_JUDGED = 0
    NO_TARGET = 1
    NOTHING_OWED = 2
    NO_DUE = 3
    MISSED = 4
    MET = 5
    EXCEEDED = 6
    DUE_REPORT_LATE = 7
    DUE_REPORT_NOT_DUE = 8
    DUE_GAP = 9
    DUE_NO_VALUE = 10
    REPORT_LATE = 11
    NO_PERIOD = 12
    REPORT_NOT_DUE = 13
    GAP = 14
    NO_VALUE = 15
    REACHED_MET = 16
    REACHED_EXCEEDED = 17
    REACHED_EARLY = 18
    LIKELY_OFF = 19
    LIKELY_RISK = 20
    LIKELY_ON = 21
    PATH_OFF = 22
    PATH_RISK = 23
    PATH_ON = 24
    CEILING = 25
    NO_PATH = 26
    NO_REFERENCE = 27


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("", 0, "not_judged"),
    Outcome("unjudged", 1, "no_target"),
    Outcome("unjudged", 1, "nothing_owed"),
    Outcome("unjudged", 1, "no_due"),
    Outcome("missed", 2, "due_passed"),
    Outcome("met", 2, "due_passed"),
    Outcome("exceeded", 2, "due_passed"),
    Outcome("no_report", 2, "due_report_late"),
    Outcome("unjudged", 2, "report_not_due"),
    Outcome("unjudged", 2, "gap"),
    Outcome("unjudged", 2, "reported_without_value"),
    Outcome("no_report", 3, "report_late"),
    Outcome("unjudged", 4, "no_period_finished"),
    Outcome("unjudged", 4, "report_not_due"),
    Outcome("unjudged", 4, "gap"),
    Outcome("unjudged", 4, "reported_without_value"),
    Outcome("met", 5, "reached_already"),
    Outcome("exceeded", 5, "reached_already"),
    Outcome("on_track", 5, "reached_already"),
    Outcome("off_track", 6, "probability"),
    Outcome("at_risk", 6, "probability"),
    Outcome("on_track", 6, "probability"),
    Outcome("off_track", 7, "path"),
    Outcome("at_risk", 7, "path"),
    Outcome("on_track", 7, "path"),
    Outcome("off_track", 7, "ceiling_passed"),
    Outcome("unjudged", 7, "no_path"),
    Outcome("unjudged", 1, "reference_unknown"),
)
NUMBERS = {outcome: number for number, outcome in enumerate(OUTCOMES)}
FIRST_OF_PATH = Code.PATH_OFF
LAST_OF_PATH = Code.NO_PATH

_BY_CODE = np.array([VERDICTS.index(one.code) if one.code else 255 for one in OUTCOMES], np.uint8)


def codes_of(outcomes: Outcomes) -> NDArray[np.uint8]:
    """The places of the verdicts in ``core.measuring.VERDICTS``; 255 where nothing was judged."""
    return _BY_CODE[outcomes]


def counts(outcomes: Outcomes) -> dict[str, int]:
    """How many cells have each verdict; those that nobody has are left out."""
    numbers = np.bincount(codes_of(outcomes).ravel(), minlength=256)
    return {code: int(numbers[at]) for at, code in enumerate(VERDICTS) if numbers[at]}
