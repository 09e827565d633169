"""The models of tracking, gathered for Django."""

from vaocuoc.tracking.assignment.models import (
    DueRule,
    DutyPhrase,
    Letter,
    LetterSettings,
    LetterTask,
    NoOwnPaper,
)
from vaocuoc.tracking.cascade.models import ChildWeight, ProgressReport, ProgressWay
from vaocuoc.tracking.chasing.models import ChasingLetter, ChasingTask
from vaocuoc.tracking.checking.models import FaultSetAside
from vaocuoc.tracking.criteria.models import (
    CriteriaSet,
    CriteriaVersion,
    Criterion,
    CriterionMark,
    Threshold,
    UnitGroup,
)
from vaocuoc.tracking.directing.models import Directive
from vaocuoc.tracking.escalation.models import (
    EscalationEntry,
    EscalationRung,
    EscalationScan,
    EscalationTable,
    TaskLevel,
)
from vaocuoc.tracking.importing.models import ImportBatch, ImportChoice, ImportProfile, ImportRow, ImportSheet
from vaocuoc.tracking.indicators.differences import Difference, ProviderDecision
from vaocuoc.tracking.indicators.locks import PeriodLock
from vaocuoc.tracking.indicators.models import Approval, Indicator, Obligation, Observation, Standing, Target
from vaocuoc.tracking.indicators.records import Cause, ComputedFigure, IndicatorVersion, Judgement, Overrule
from vaocuoc.tracking.intake.models import Deed, Descent, TaskService, TaskSource
from vaocuoc.tracking.periods.models import ConfirmedYear, OfficeDay, ReportingRegime, Term
from vaocuoc.tracking.proposing.models import TaskRequest
from vaocuoc.tracking.readin.models import SentenceChoice
from vaocuoc.tracking.recurring.models import Recurrence, RecurringTurn
from vaocuoc.tracking.responsibility.models import LedgerRemark, LedgerRequest, LedgerTerm, Obstacle
from vaocuoc.tracking.second_systems.models import (
    SecondSystem,
    SystemColumn,
    SystemComparison,
    SystemEntry,
    SystemRule,
)
from vaocuoc.tracking.shortcomings.models import Proposal, Shortcoming, ShortcomingState, Tie
from vaocuoc.tracking.submissions.models import ApprovalRule, Cell, Correction, Sheet, Step, Submission
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Grade, Task, TaskParty, TaskUpdate
from vaocuoc.tracking.tasks.past import TaskBefore
from vaocuoc.tracking.urgency.models import UrgencyRule
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.tracking.workbooks.models import ReturnBatch, ReturnedBook, WorkbookRun

__all__ = [
    "Approval",
    "ApprovalRule",
    "Cause",
    "Cell",
    "ChasingLetter",
    "ChasingTask",
    "ChildWeight",
    "ComputedFigure",
    "ConfirmedYear",
    "Correction",
    "CriteriaSet",
    "CriteriaVersion",
    "Criterion",
    "CriterionMark",
    "DeadlineChange",
    "Deed",
    "Descent",
    "Difference",
    "Directive",
    "DueRule",
    "DutyPhrase",
    "EscalationEntry",
    "EscalationRung",
    "EscalationScan",
    "EscalationTable",
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
    "LedgerRemark",
    "LedgerRequest",
    "LedgerTerm",
    "Letter",
    "LetterSettings",
    "LetterTask",
    "NoOwnPaper",
    "Obligation",
    "Observation",
    "Obstacle",
    "OfficeDay",
    "Overrule",
    "PeriodLock",
    "ProgressReport",
    "ProgressWay",
    "Proposal",
    "ProviderDecision",
    "Recurrence",
    "RecurringTurn",
    "ReportingRegime",
    "ReturnBatch",
    "ReturnedBook",
    "SecondSystem",
    "SentenceChoice",
    "Sheet",
    "Shortcoming",
    "ShortcomingState",
    "Standing",
    "Step",
    "Submission",
    "SystemColumn",
    "SystemComparison",
    "SystemEntry",
    "SystemRule",
    "Target",
    "Task",
    "TaskBefore",
    "TaskLevel",
    "TaskParty",
    "TaskRequest",
    "TaskService",
    "TaskSource",
    "TaskUpdate",
    "Term",
    "Threshold",
    "Tie",
    "UnitGroup",
    "UrgencyRule",
    "Withdrawal",
    "WorkbookRun",
]
