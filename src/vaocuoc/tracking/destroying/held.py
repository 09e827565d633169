"""What tracking says of destruction (nơi theo dõi giữ nội dung): its own things, and its copies of what papers say."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.destruction.holding import MARK, Described, Held, Kept, Root, Source, TakenIn
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Evidence, TaskUpdate

_PAPER, _FINDING = "documents.document", "documents.finding"
_NOTE, _EVIDENCE = "tracking.taskupdate", "tracking.evidence"
_ENTERED = {"said": {}, "theirs": MARK, "note": MARK, "fingerprint": "-"}  # what a second system was told of it
_DIRECT = ((_PAPER, "document"), (_FINDING, "finding"))


def _notes(actor: Actor) -> QuerySet[Any]:
    return TaskUpdate.objects.filter(task__in=visible_tasks(actor).order_by().values("pk")).select_related("task")


def _evidence(actor: Actor) -> QuerySet[Any]:
    return Evidence.objects.filter(task__in=visible_tasks(actor).order_by().values("pk")).select_related("task")


def _note(note: TaskUpdate) -> Described:
    """By the task's code and the day: what it says may be what has to go."""
    day = f"{timezone.localtime(note.at):%d/%m/%Y}"
    return Described(f"Cập nhật ngày {day} của nhiệm vụ {note.task.code}", note.task.keeper_id, note.at)


def _handed_in(evidence: Evidence) -> Described:
    day = f"{timezone.localtime(evidence.submitted_at):%d/%m/%Y}"
    called = f"Minh chứng nộp ngày {day} của nhiệm vụ {evidence.task.code}"
    return Described(called, evidence.task.keeper_id, evidence.submitted_at)


def _task_of(one: Any) -> dict[str, frozenset[int]]:
    return {"tracking.task": frozenset({one.task_id})}


TRACKING = Source(
    roots=(
        Root(
            slug="cap-nhat",
            model=_NOTE,
            visible=_notes,
            describe=_note,
            page="tasks:detail",
            page_of=lambda note: int(note.task_id),
            near=_task_of,
        ),
        Root(
            slug="minh-chung",
            model=_EVIDENCE,
            visible=_evidence,
            describe=_handed_in,
            page="tasks:detail",
            page_of=lambda evidence: int(evidence.task_id),
            near=_task_of,
        ),
    ),
    held=(
        Held(_NOTE, ((_NOTE, "pk"),), {"text": MARK, "blocker": MARK, "removal": MARK}),
        Held(_EVIDENCE, ((_EVIDENCE, "pk"),), {"number": MARK, "subject": MARK, "reason": MARK}),
        Held("tracking.obstacle", ((_NOTE, "blocker"),), {"text": MARK, "wanted": MARK}),
        Held("tracking.faultsetaside", ((_PAPER, "document"),), {"quote": MARK, "reason": MARK}),
        Held("tracking.sentencechoice", _DIRECT, {"words": ""}),
        Held(
            "tracking.task",
            (*_DIRECT, (_FINDING, "further_sources__finding")),
            {"title": MARK, "product": MARK, "resources": MARK, "authority": MARK, "condition": MARK},
            asked=True,
            words="title",
            keeper="keeper",
            carried=(Held("tracking.systementry", (("tracking.task", "task"),), _ENTERED),),
        ),
        Held(
            "tracking.indicator",
            ((_PAPER, "targets__document"), (_FINDING, "targets__finding")),
            {"name": MARK, "definition": MARK, "limits": MARK},
            asked=True,
            words="name",
            keeper="keeper",
            carried=(
                Held("tracking.indicatorversion", (("tracking.indicator", "indicator"),), {"words": {}}),
                Held("tracking.systementry", (("tracking.indicator", "indicator"),), _ENTERED),
            ),
        ),
        Held(
            "tracking.shortcoming",
            _DIRECT,
            {"text": MARK, "cause": MARK, "note": MARK},
            asked=True,
            words="text",
            keeper="keeper",
        ),
        Held(
            "tracking.proposal",
            _DIRECT,
            {"text": MARK, "answer": MARK},
            asked=True,
            words="text",
            keeper="keeper",
        ),
        Held(
            "tracking.letter",
            ((_PAPER, "source"), (_PAPER, "document")),
            {"subject": MARK, "opening": MARK, "closing": MARK},
            asked=True,
            words="subject",
            keeper="keeper",
        ),
        Held(
            "tracking.chasingletter",
            ((_PAPER, "document"),),
            {"subject": MARK, "opening": MARK, "closing": MARK},
            asked=True,
            words="subject",
            keeper="keeper",
        ),
    ),
    kept=(Kept("tracking.step", "scan_sha256"),),
    taken_in=(
        TakenIn("tracking.importsheet", ("grid",)),
        TakenIn("tracking.importrow", ("cells", "values", "changes", "undo")),
        TakenIn("tracking.systemcomparison", ("rows",)),
        TakenIn("tracking.returnedbook", ("said", "plan")),
    ),
)
