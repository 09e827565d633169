"""Which unit issued a paper (cơ quan ban hành), told from the paper's own words."""

from __future__ import annotations

from django.utils import timezone

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Unit
from vaocuoc.directory.organisations.queries import match_units
from vaocuoc.documents.papers.models import Document

_SURE = 0.95


def unit_that_issued(document: Document) -> Unit | None:
    """The unit that the issuer's words clearly mean on the day the paper came in; None where they do not."""
    if not document.issuer:
        return None
    day = timezone.localtime(document.uploaded_at).date()
    best = match_units(document.issuer, today=day, limit=2)
    if best and best[0].score >= _SURE and (len(best) == 1 or best[1].score < best[0].score):
        return best[0].unit
    return None


def write_as_unit(document: Document) -> None:
    """Write the issuer as its unit is written: a letterhead has no case of its own ("TỈNH ỦY MINH GIANG")."""
    unit = document.issuer_unit
    if unit is not None and fold(unit.name) == fold(document.issuer):
        document.issuer = unit.name
