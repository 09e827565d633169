"""The models of oversight, gathered for Django."""

from vaocuoc.oversight.calendar.models import CalendarEntry, EntryMove
from vaocuoc.oversight.coverage.models import Mark, NotedProgramme, Rollout, RolloutUnit
from vaocuoc.oversight.explanations.models import Asking, Explanation
from vaocuoc.oversight.inspections.models import EvidenceExport
from vaocuoc.oversight.meetings.models import (
    AgendaItem,
    Conclusion,
    ConclusionNotice,
    Meeting,
    MeetingPaper,
    Participant,
)
from vaocuoc.oversight.rounds.models import (
    ChasedReport,
    Regime,
    RegimeSection,
    RegimeVersion,
    ReportStep,
    Round,
    RoundDeadline,
    RoundLetter,
    RoundReport,
    TaskAnswer,
    TextAnswer,
)

__all__ = [
    "AgendaItem",
    "Asking",
    "CalendarEntry",
    "ChasedReport",
    "Conclusion",
    "ConclusionNotice",
    "EntryMove",
    "EvidenceExport",
    "Explanation",
    "Mark",
    "Meeting",
    "MeetingPaper",
    "NotedProgramme",
    "Participant",
    "Regime",
    "RegimeSection",
    "RegimeVersion",
    "ReportStep",
    "Rollout",
    "RolloutUnit",
    "Round",
    "RoundDeadline",
    "RoundLetter",
    "RoundReport",
    "TaskAnswer",
    "TextAnswer",
]
