"""Which indicators a post oversees (phần phụ trách), by the decisions that give it units, fields and papers."""

from __future__ import annotations

from django.db.models import Q

from vaocuoc.directory.oversight.queries import overseen_by
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import units_named
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.models import Indicator, Target


def indicators_overseen(actor: Actor) -> Q:
    """What units that the post oversees lead, what its fields name, what its papers or those under them aim at."""
    found = overseen_by(actor)
    kept = Q(pk__in=[])
    if found.units:
        kept |= Q(lead_unit__in=units_named(found.units).values("pk"))
    for words in found.fields:
        kept |= Q(pk__in=matching(Indicator.objects.all(), "folded", f'"{words}"').values("pk"))
    if found.papers:
        aimed = Target.objects.filter(document__in=papers_numbered(found.papers).values("pk"), withdrawn_at=None)
        kept |= Q(pk__in=aimed.values("indicator"))
    return kept
