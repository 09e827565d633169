"""What will come, and how likely (dự báo): forecasts of series, the chance that a target is met, yearly arithmetic.

Owns the methods and their measured constants; how good they are stands in ``docs/explanation/forecasting.md``. No
clock, no database, no words: figures in, figures and codes out. Deterministic: there is no random number anywhere.
"""

from vaocuoc.core.forecasting.chances import Chance, probability_met
from vaocuoc.core.forecasting.forecast import SEASONS, Forecast, forecast, forecast_many
from vaocuoc.core.forecasting.yearly import (
    Pace,
    SamePoint,
    WhatIf,
    pace_required,
    same_point,
    usual_pace,
    what_if,
)

__all__ = [
    "SEASONS",
    "Chance",
    "Forecast",
    "Pace",
    "SamePoint",
    "WhatIf",
    "forecast",
    "forecast_many",
    "pace_required",
    "probability_met",
    "same_point",
    "usual_pace",
    "what_if",
]
