"""The models of documents, gathered for Django."""

from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.documents.dissemination.models import Dissemination, DisseminationUnit, SessionForm, StudySession
from vaocuoc.documents.papers.models import (
    Attachment,
    AttachmentKind,
    Document,
    DocumentAddressee,
    DocumentType,
    File,
    Handling,
)
from vaocuoc.documents.readings.models import (
    Citation,
    Finding,
    FindingKind,
    FindingState,
    Passage,
    Reading,
    ReadingState,
)

__all__ = [
    "Attachment",
    "AttachmentKind",
    "Citation",
    "Destruction",
    "DestructionState",
    "Dissemination",
    "DisseminationUnit",
    "Document",
    "DocumentAddressee",
    "DocumentType",
    "File",
    "Finding",
    "FindingKind",
    "FindingState",
    "Handling",
    "Passage",
    "Reading",
    "ReadingState",
    "SessionForm",
    "StudySession",
]
