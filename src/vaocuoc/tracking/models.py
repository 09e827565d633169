"""The models of tracking, gathered for Django."""

from vaocuoc.tracking.assignment.models import (
    DueRule,
    DutyPhrase,
    Letter,
    LetterSettings,
    LetterTask,
    NoOwnPaper,
    OfficeDay,
)
from vaocuoc.tracking.checking.models import FaultSetAside
from vaocuoc.tracking.importing.models import ImportBatch, ImportChoice, ImportProfile, ImportRow, ImportSheet
from vaocuoc.tracking.indicators.models import Approval, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.intake.models import Deed, Descent, TaskService, TaskSource
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Grade, Task, TaskParty, TaskUpdate
from vaocuoc.tracking.withdrawals import Withdrawal

__all__ = [
    "Approval",
    "DeadlineChange",
    "Deed",
    "Descent",
    "DueRule",
    "DutyPhrase",
    "Evidence",
    "FaultSetAside",
    "Grade",
    "ImportBatch",
    "ImportChoice",
    "ImportProfile",
    "ImportRow",
    "ImportSheet",
    "Indicator",
    "Letter",
    "LetterSettings",
    "LetterTask",
    "NoOwnPaper",
    "Obligation",
    "Observation",
    "OfficeDay",
    "Proposal",
    "Shortcoming",
    "ShortcomingState",
    "Standing",
    "Target",
    "Task",
    "TaskParty",
    "TaskService",
    "TaskSource",
    "TaskUpdate",
    "Withdrawal",
]
