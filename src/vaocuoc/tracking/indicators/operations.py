"""What is done to indicators, gathered from where each intention stands (việc làm với chỉ tiêu)."""

from vaocuoc.tracking.indicators.aiming import check_season, oblige, set_target, withdraw_target
from vaocuoc.tracking.indicators.figures import (
    approve_observation,
    check_revision,
    period_of,
    retract_observation,
    shown_value,
    submit_observation,
)
from vaocuoc.tracking.indicators.passports import PASSPORT, create_indicator, edit_indicator

__all__ = [
    "PASSPORT",
    "approve_observation",
    "check_revision",
    "check_season",
    "create_indicator",
    "edit_indicator",
    "oblige",
    "period_of",
    "retract_observation",
    "set_target",
    "shown_value",
    "submit_observation",
    "withdraw_target",
]
