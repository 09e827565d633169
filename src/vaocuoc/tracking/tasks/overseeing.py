"""Which tasks a post oversees (phần phụ trách), by the decisions that give it units, fields and papers."""

from __future__ import annotations

from django.db.models import Q

from vaocuoc.directory.models import Post
from vaocuoc.directory.oversight.queries import overseen_by
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import units_named
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.search.queries import matching
from vaocuoc.tracking.tasks.models import PartyRole, Task, TaskParty


def is_overseen(actor: Actor, task: Task) -> bool:
    """Whether a task is among what the acting post oversees: it may send directives about it."""
    if actor.oversees(task.lead_unit_id):
        return True
    return actor.post is not None and Task.objects.filter(tasks_overseen(actor), pk=task.pk).exists()


def matters_overseen(actor: Actor) -> Q:
    """What speaks of the fields that the post oversees, or comes of its papers; what its units lead it sees anyway."""
    kept = Q(pk__in=[])
    found = overseen_by(actor)
    for words in found.fields:
        kept |= Q(pk__in=matching(Task.objects.all(), "folded", f'"{words}"').values("pk"))
    if found.papers:
        kept |= Q(document__in=papers_numbered(found.papers).values("pk"))
    return kept


def tasks_overseen(actor: Actor) -> Q:
    """What units that the post oversees lead, what speaks of its fields, what its papers or those under them give.

    A task that names the post as its overseer is among them whatever the decisions say.
    """
    if actor.post is None:
        return Q(pk__in=[])
    found = overseen_by(actor)
    kept = Q(pk__in=TaskParty.objects.filter(role=PartyRole.OVERSEER, post=actor.post).values("task"))
    if found.units:
        units = units_named(found.units).values("pk")
        kept |= Q(lead_unit__in=units) | Q(lead_post__in=Post.objects.filter(unit__in=units).values("pk"))
    return kept | matters_overseen(actor)
