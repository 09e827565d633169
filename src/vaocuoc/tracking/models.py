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
from vaocuoc.tracking.criteria.models import (
    CriteriaSet,
    CriteriaVersion,
    Criterion,
    CriterionMark,
    Threshold,
    UnitGroup,
)
from vaocuoc.tracking.importing.models import ImportBatch, ImportChoice, ImportProfile, ImportRow, ImportSheet
from vaocuoc.tracking.indicators.differences import Difference, ProviderDecision
from vaocuoc.tracking.indicators.locks import PeriodLock
from vaocuoc.tracking.indicators.models import Approval, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.indicators.records import Cause, ComputedFigure, IndicatorVersion, Judgement, Overrule
from vaocuoc.tracking.intake.models import Deed, Descent, TaskService, TaskSource
from vaocuoc.tracking.readin.models import SentenceChoice
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState, Tie
from vaocuoc.tracking.submissions.models import ApprovalRule, Cell, Correction, Sheet, Step, Submission
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Grade, Task, TaskParty, TaskUpdate
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.tracking.workbooks.models import ReturnBatch, ReturnedBook, WorkbookRun

__all__ = [
    "Approval",
    "ApprovalRule",
    "Cause",
    "Cell",
    "ComputedFigure",
    "Correction",
    "CriteriaSet",
    "CriteriaVersion",
    "Criterion",
    "CriterionMark",
    "DeadlineChange",
    "Deed",
    "Descent",
    "Difference",
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
    "IndicatorVersion",
    "Judgement",
    "Letter",
    "LetterSettings",
    "LetterTask",
    "NoOwnPaper",
    "Obligation",
    "Observation",
    "OfficeDay",
    "Overrule",
    "PeriodLock",
    "Proposal",
    "ProviderDecision",
    "ReturnBatch",
    "ReturnedBook",
    "SentenceChoice",
    "Sheet",
    "Shortcoming",
    "ShortcomingState",
    "Standing",
    "Step",
    "Submission",
    "Target",
    "Task",
    "TaskParty",
    "TaskService",
    "TaskSource",
    "TaskUpdate",
    "Threshold",
    "Tie",
    "UnitGroup",
    "Withdrawal",
    "WorkbookRun",
]
