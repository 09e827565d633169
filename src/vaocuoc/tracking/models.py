"""The models of tracking, gathered for Django."""

from vaocuoc.tracking.indicators.models import Approval, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Grade, Task, TaskParty, TaskUpdate

__all__ = [
    "Approval",
    "DeadlineChange",
    "Evidence",
    "Grade",
    "Indicator",
    "Obligation",
    "Observation",
    "Proposal",
    "Shortcoming",
    "ShortcomingState",
    "Standing",
    "Target",
    "Task",
    "TaskParty",
    "TaskUpdate",
]
