"""Whose work a task is (chức năng, nhiệm vụ của cơ quan): an office's key phrases held against the words of a task.

Owns the matching, the words that several organs share, and a table to begin with. Owns no units: an organ is any key
that the caller gives, and ``role_of`` says what sort of organ a name is. Says codes and spans, no words for a screen.
"""

from vaocuoc.core.functions.audience import Audience, audience
from vaocuoc.core.functions.matching import Hit, Phrase, Proposal, Rival, propose
from vaocuoc.core.functions.overlaps import OVERLAPS, Overlap
from vaocuoc.core.functions.roles import Role, role_of
from vaocuoc.core.functions.starting import STARTING, StartingOrgan, starting_table

__all__ = [
    "OVERLAPS",
    "STARTING",
    "Audience",
    "Hit",
    "Overlap",
    "Phrase",
    "Proposal",
    "Rival",
    "Role",
    "StartingOrgan",
    "audience",
    "propose",
    "role_of",
    "starting_table",
]
