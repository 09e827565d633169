"""Marking targets and tasks of a document as its breakthroughs, key tasks, term-long programmes (đánh dấu nhóm)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.oversight.coverage.models import Group, Mark

_HEADINGS = {
    Group.PROGRAMME: "chuong trinh toan khoa",
    Group.BREAKTHROUGH: "dot pha",
    Group.KEY: "trong tam",
}


def proposed(section: str) -> str:
    """The group that a heading of the document speaks of (nhóm đề xuất theo đề mục); empty where of none, or of two."""
    folded = fold(section)
    found = [group for group, words in _HEADINGS.items() if words in folded]
    return str(found[0].value) if len(found) == 1 else ""


def mark(*, actor: Actor, document: Document, findings: Collection[int], group: str) -> int:
    """Mark accepted targets and tasks of a document in bulk; an empty group takes the mark off. Gives how many.

    Raises ``Refused``: ``access.denied``, ``coverage.unknown_group``, ``coverage.none_chosen``.
    """
    actor.require(Action.ASSIGN, document.keeper_id)
    if group and group not in Group.values:
        raise Refused("coverage.unknown_group", value=group)
    with transaction.atomic():
        Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        chosen = Finding.objects.filter(
            document=document,
            pk__in=findings,
            state=FindingState.ACCEPTED,
            kind__in=(FindingKind.TARGET, FindingKind.TASK),
        )
        keys = list(chosen.values_list("pk", flat=True))
        if not keys:
            raise Refused("coverage.none_chosen")
        Mark.objects.filter(finding__in=keys).delete()
        if group:
            Mark.objects.bulk_create(
                [Mark(finding_id=pk, group=group, marked_by=actor.user, marked_as=actor.post) for pk in keys]
            )
        record(actor, "coverage.mark", document, count=len(keys), group=str(Group(group).label) if group else "–")
    return len(keys)
