"""What the pages of destruction show: what would go, what was decided, what is left of a thing (dấu vết)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Installation
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.destruction.holding import Copy, Root, chosen, copies, held, root_of
from vaocuoc.documents.destruction.models import Destruction, DestructionState
from vaocuoc.documents.papers.models import Document


@dataclass(frozen=True)
class Counted:
    """So many rows of a kind."""

    kind: str
    number: int


def always_removed(root: Root, subject: Model) -> list[Counted]:
    """The rows that go in any case, by kind; a query for each."""
    keys = root.keys(subject)
    counts = [Counted(one.kind, one.tied(keys).count()) for one in held(asked=False)]
    return [one for one in counts if one.number]


def ticked(actor: Actor, found: Destruction, root: Root, subject: Model) -> list[Copy]:
    """The copies that go with it by the proposal, as far as this actor sees their words."""
    going = {
        f"{one.model}:{pk}"
        for one, rows in chosen(root.keys(subject), found.also)
        for pk in rows.values_list("pk", flat=True)
    }
    return [copy for copy in copies(actor, root, subject) if copy.key in going or copy.key in found.also]


def removed_rows(found: Destruction) -> list[Counted]:
    """What was removed, by kind, for the tombstone; no query."""
    rows = found.removed.get("rows", {})
    return [Counted(str(apps.get_model(kind)._meta.verbose_name), number) for kind, number in rows.items() if number]


def subject_of(found: Destruction) -> tuple[Root, Any]:
    """The kind of thing, and the thing itself: its row stays."""
    root = root_of(found.object_type)
    return root, root.rows.get(pk=found.object_id)


def destruction_of(subject: Model) -> Destruction | None:
    """The proposal that waits on a thing, or its tombstone."""
    return (
        Destruction.objects.filter(
            object_type=subject._meta.label_lower,
            object_id=subject.pk,
            state__in=(DestructionState.PROPOSED, DestructionState.CONFIRMED),
        )
        .select_related("keeper", "proposed_by__person", "proposed_as__unit", "decided_by__person", "decided_as__unit")
        .first()
    )


def may_decide(actor: Actor, found: Destruction) -> bool:
    """Whether this actor is the other person who may confirm or refuse now."""
    return (
        found.state == DestructionState.PROPOSED
        and not found.has_lapsed(actor.today)
        and not actor.in_name_of
        and found.proposed_by_id != actor.user.pk
        and actor.may(Action.DESTROY, found.keeper_id)
    )


def has_backups() -> bool:
    """Whether the site knows where its backups go."""
    return Installation.objects.exclude(backup_folder="").exists()


def has_files(root: Root) -> bool:
    """Whether such things have files of their own in the store."""
    return root.model == Document._meta.label_lower


def refuse_gone(document: Document) -> None:
    """Raise ``gone.destroyed`` where a file or picture of such a paper is asked for."""
    if document.destroyed_at is not None:
        found: Any = destruction_of(document)
        raise Refused("gone.destroyed", decision=found.decision if found else "", day=document.destroyed_at.date())
