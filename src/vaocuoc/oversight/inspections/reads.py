"""Who read what to inspect it (lượt xem), under a decision or by the standing role: entries of the audit trail, one an
object, post and day.

Reading the ledger of a post is told in the same way: an entry of the trail, which nobody can change, seals and all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record_all
from vaocuoc.audit.words import object_kind
from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.models import InspectionDecision, Role
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.documents.dissemination.access import visible_disseminations
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.library.opened import documents_opened
from vaocuoc.documents.models import Document
from vaocuoc.oversight.calendar.access import visible_entries
from vaocuoc.oversight.explanations.access import visible_explanations
from vaocuoc.oversight.meetings.access import visible_meetings
from vaocuoc.oversight.rounds.access import visible_regimes, visible_reports, visible_rounds
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.opened import tasks_opened

READ, READ_BY_ROLE = "inspections.read", "inspections.read_by_role"
TASK, DOCUMENT, INDICATOR = "tracking.task", "documents.document", "tracking.indicator"
SHORTCOMING, PROPOSAL, EXPLANATION = "tracking.shortcoming", "tracking.proposal", "oversight.explanation"
DISSEMINATION, CALENDAR_ENTRY = "documents.dissemination", "oversight.calendarentry"
MEETING, REGIME, ROUND, REPORT = "oversight.meeting", "oversight.regime", "oversight.round", "oversight.roundreport"
OBJECT_VIEWS: dict[str, tuple[str, str]] = {
    "tasks:detail": (TASK, "pk"),
    "whence:task": (TASK, "pk"),
    "recurring:rule": (TASK, "pk"),
    "cascade:units": (TASK, "pk"),
    "library:document": (DOCUMENT, "pk"),
    "library:file": (DOCUMENT, "pk"),
    "library:attachment": (DOCUMENT, "pk"),
    "library:page_image": (DOCUMENT, "pk"),
    "library:compare": (DOCUMENT, "pk"),
    "library:chain": (DOCUMENT, "pk"),
    "library:citation": (DOCUMENT, "pk"),
    "intake:review": (DOCUMENT, "document_id"),
    "intake:sheet": (DOCUMENT, "document_id"),
    "intake:minutes": (DOCUMENT, "document_id"),
    "checking:draft": (DOCUMENT, "document_id"),
    "checking:sheet": (DOCUMENT, "document_id"),
    "checking:docx": (DOCUMENT, "document_id"),
    "assignment:plan": (DOCUMENT, "pk"),
    "coverage:detail": (DOCUMENT, "pk"),
    "overview:scoreboard": (DOCUMENT, "pk"),
    "indicators:detail": (INDICATOR, "pk"),
    "indicators:past": (INDICATOR, "pk"),
    "whence:indicator": (INDICATOR, "pk"),
    "rollups:sheet": (INDICATOR, "pk"),
    "overview:compare": (INDICATOR, "pk"),
    "inspections:indicator": (INDICATOR, "indicator"),
    "shortcomings:state": (SHORTCOMING, "pk"),
    "whence:shortcoming": (SHORTCOMING, "pk"),
    "shortcomings:answer": (PROPOSAL, "pk"),
    "explanations:detail": (EXPLANATION, "pk"),
    "meetings:detail": (MEETING, "pk"),
    "meetings:suggest": (MEETING, "pk"),
    "meetings:notice": (MEETING, "pk"),
    "meetings:notice_file": (MEETING, "pk"),
    "rounds:regime": (REGIME, "pk"),
    "rounds:progress": (ROUND, "pk"),
    "rounds:sheet": (ROUND, "pk"),
    "rounds:report": (REPORT, "pk"),
    "dissemination:detail": (DISSEMINATION, "pk"),
    "calendar:entry": (CALENDAR_ENTRY, "pk"),
}
"""The pages that show an object: of which kind, and which part of the address names it."""
_LOG = logging.getLogger(__name__)
_OPENED: Mapping[str, tuple[type[Model], Callable[[Iterable[Scope]], Q]]] = {
    TASK: (Task, tasks_opened),
    DOCUMENT: (Document, documents_opened),
}
_SEEN: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    TASK: visible_tasks,
    DOCUMENT: visible_documents,
    INDICATOR: visible_indicators,
    SHORTCOMING: visible_shortcomings,
    PROPOSAL: visible_proposals,
    EXPLANATION: visible_explanations,
    MEETING: visible_meetings,
    REGIME: visible_regimes,
    ROUND: visible_rounds,
    REPORT: visible_reports,
    DISSEMINATION: visible_disseminations,
    CALENDAR_ENTRY: visible_entries,
}


class ReadMiddleware:
    """Notes that a page of an object was shown to somebody who inspects, under a decision or by the standing role.

    Nothing is asked of anybody else; and a page is shown whether or not its reading could be noted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        actor = actor_or_none(request)
        if actor is None or request.method != "GET" or response.status_code != HTTPStatus.OK:
            return response
        match = request.resolver_match
        shown = OBJECT_VIEWS.get(match.view_name) if match else None
        if match is not None and shown is not None and (actor.inspecting or inspects_by_role(actor)):
            kind, part = shown
            under = match.kwargs["pk"] if match.view_name == "inspections:indicator" else None
            try:
                note_read(actor, kind, int(match.kwargs[part]), under=under)
            except DatabaseError:
                _LOG.exception("a reading by an inspector could not be noted")
        return response


def inspects_by_role(actor: Actor) -> bool:
    """Whether the post has the standing role of an inspector (vai trò kiểm tra); costs no query."""
    return any(grant.role is Role.INSPECTOR for grant in actor.grants)


def note_read(actor: Actor, kind: str, key: int, *, under: int | None = None) -> int:
    """Note that an object was read today, for each decision that opens it and has no such note (ghi lượt xem).

    Where none opens it, the standing role is noted, if nothing else lets the post see it: reading what is one's own
    unit's is no inspection. ``under`` names the decision where it is known. Gives how many notes were written, all with
    one insert.
    """
    scopes = [scope for scope in actor.opened() if under is None or scope.decision == under]
    scopes = [scope for scope in scopes if under is not None or _opens(scope, kind, key)]
    if not scopes and not inspects_by_role(actor):
        return 0
    noted = _noted_today(actor, kind, key)
    action, told = READ, [_under(scope) for scope in scopes if scope.decision not in noted]
    if not scopes and None not in noted and not _seen_without_role(actor, kind, key):
        action, told = READ_BY_ROLE, [{}]
    if told:
        subject = apps.get_model(kind)(pk=key)
        with transaction.atomic():
            record_all(actor, action, [(subject, facts) for facts in told])
    return len(told)


def _under(scope: Scope) -> dict[str, Any]:
    return {"decision": scope.decision, "act": scope.number}


def _opens(scope: Scope, kind: str, key: int) -> bool:
    if kind not in _OPENED:
        return False
    model, opened = _OPENED[kind]
    return model._default_manager.filter(opened([scope]), pk=key).exists()


def _seen_without_role(actor: Actor, kind: str, key: int) -> bool:
    """Whether the post sees the object by its other roles, or because it is named in it."""
    others = tuple(grant for grant in actor.grants if grant.role is not Role.INSPECTOR)
    return _SEEN[kind](replace(actor, grants=others, inspecting=(), memory=None)).filter(pk=key).exists()


def _noted_today(actor: Actor, kind: str, key: int) -> set[int | None]:
    """The decisions under which it was noted today; None where it was by the role."""
    morning = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    told = Entry.objects.filter(object_type=kind, object_id=key, at__gte=morning, user_id=actor.user.pk)
    mine = told.filter(action__in=(READ, READ_BY_ROLE), post_id=actor.post.pk if actor.post else None)
    return {facts.get("decision") for facts in mine.values_list("facts", flat=True)}


# --- reading the notes ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """One line of what was read: when, by which post, which object; nameless where the reader may not see it."""

    at: datetime
    who: str
    kind: str
    name: str = ""
    address: str = ""


def reads_of(decision: InspectionDecision) -> QuerySet[Entry]:
    """Everything that was read under a decision, the latest first (lượt xem theo quyết định)."""
    posts = decision.inspectors.values("post")
    return Entry.objects.filter(post_id__in=posts, action=READ, facts__decision=decision.pk).order_by("-at", "-pk")


def told_to(actor: Actor, decision: InspectionDecision, entries: Iterable[Entry]) -> list[Reading]:
    """The notes in words for a reader, who is told the names of what they see themselves; three queries."""
    entries = list(entries)
    keys: dict[str, set[int]] = {}
    for entry in entries:
        keys.setdefault(entry.object_type, set()).add(entry.object_id or 0)
    names = _names(actor, decision, keys)
    found = []
    for entry in entries:
        name, address = names.get((entry.object_type, entry.object_id or 0), ("", ""))
        found.append(Reading(entry.at, entry.acting_as, object_kind(entry.object_type), name, address))
    return found


def _names(
    actor: Actor, decision: InspectionDecision, keys: Mapping[str, set[int]]
) -> dict[tuple[str, int], tuple[str, str]]:
    found: dict[tuple[str, int], tuple[str, str]] = {}
    if keys.get(TASK):
        for task in visible_tasks(actor).filter(pk__in=keys[TASK]).only("code", "title"):
            found[TASK, task.pk] = f"{task.code} {task.title}", reverse("tasks:detail", args=[task.pk])
    if keys.get(DOCUMENT):
        for paper in visible_documents(actor).filter(pk__in=keys[DOCUMENT]).only("number", "type", "title"):
            found[DOCUMENT, paper.pk] = f"{paper}: {paper.title}", reverse("library:document", args=[paper.pk])
    if keys.get(INDICATOR):
        seen = Indicator.objects if decision.pk in actor.inspecting else visible_indicators(actor)
        for one in seen.filter(pk__in=keys[INDICATOR]).only("code", "name"):
            found[INDICATOR, one.pk] = str(one), reverse("inspections:indicator", args=[decision.pk, one.pk])
    return found
