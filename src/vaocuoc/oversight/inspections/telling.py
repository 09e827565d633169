"""Objects as plain data for an archive (dữ liệu trích xuất): what stands in their rows, nothing derived or left out.

Keys are English and stable; days are ISO; a figure is the decimal that was reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from vaocuoc.documents.models import Attachment, Document, File
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.tasks.models import DeadlineChange, Evidence, Task, TaskParty, TaskUpdate


def tasks_to_tell(keys: Iterable[int]) -> QuerySet[Task]:
    """These tasks with all that is told of them; six queries, however many they are."""
    by = ("by", "by_post__unit")
    evidence = Evidence.objects.select_related("file", "submitted_as__unit", "decided_as__unit").order_by("pk")
    return (
        Task.objects.filter(pk__in=list(keys))
        .select_related("keeper", "lead_unit", "lead_post__unit", "follower__unit", "assigned_by__unit", "document")
        .prefetch_related(
            Prefetch("evidence", evidence),
            Prefetch("deadline_changes", DeadlineChange.objects.select_related(*by).order_by("at", "pk")),
            Prefetch("updates", TaskUpdate.objects.select_related(*by).order_by("at", "pk")),
            Prefetch("parties", TaskParty.objects.select_related("unit", "post__unit").order_by("pk")),
        )
        .order_by("pk")
    )


def task_data(task: Task) -> dict[str, Any]:
    """One task (nhiệm vụ): who, what, by when, every change of its deadline, every product and update."""
    return {
        "code": task.code,
        "title": task.title,
        "given_by": str(task.keeper),
        "assigned_by": _name(task.assigned_by),
        "lead": str(task.lead_unit or task.lead_post),
        "follower": _name(task.follower),
        "parties": [{"role": one.role, "who": str(one.unit or one.post or one.words)} for one in task.parties.all()],
        "product": task.product,
        "authority": task.authority,
        "document": str(task.document) if task.document else "",
        "received_on": _day(task.received_on),
        "deadline_kind": task.deadline_kind,
        "first_due": _day(task.first_due),
        "due": _day(task.due),
        "no_due_reason": task.no_due_reason,
        "closure": task.closure,
        "closure_reason": task.closure_reason,
        "completed_on": _day(task.completed_on),
        "recorded_at": _moment(task.closed_at),
        "grade": task.grade,
        "disputed": task.is_disputed,
        "deadline_changes": [
            {"old": _day(one.old), "new": _day(one.new), "reason": one.reason, "by": _by(one), "at": _moment(one.at)}
            for one in task.deadline_changes.all()
        ],
        "evidence": [_evidence(one) for one in task.evidence.all()],
        "updates": [
            {
                "text": one.text,
                "blocker": one.blocker,
                "blocker_for": one.blocker_for,
                "removal": one.removal,
                "on_behalf_of": one.on_behalf_of,
                "by": _by(one),
                "at": _moment(one.at),
            }
            for one in task.updates.all()
        ],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "number": one.number,
        "date": _day(one.date),
        "subject": one.subject,
        "level": one.level,
        "file": "",  # filled in where its asker may see the document that it belongs to
        "file_sha256": "",
        "submitted_by": _name(one.submitted_as),
        "submitted_at": _moment(one.submitted_at),
        "accepted": one.accepted,
        "decided_by": _name(one.decided_as),
        "decided_at": _moment(one.decided_at),
        "reason": one.reason,
    }


def documents_to_tell(keys: Iterable[int]) -> QuerySet[Document]:
    """These documents with their files; three queries."""
    kept = Attachment.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    return (
        Document.objects.filter(pk__in=list(keys))
        .select_related("keeper", "issuer_unit")
        .prefetch_related(Prefetch("files", File.objects.order_by("pk")), Prefetch("attachments", kept))
        .defer("folded")
        .order_by("pk")
    )


def document_data(document: Document) -> dict[str, Any]:
    """One document (văn bản) with the names and hashes of its files."""
    return {
        "type": document.type,
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "issued_on": _day(document.issued_on),
        "received_on": _day(document.received_on),
        "handling": document.handling,
        "kept_by": str(document.keeper),
        "uploaded_at": _moment(document.uploaded_at),
        "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in files_of(document)],
    }


def files_of(document: Document) -> list[File | Attachment]:
    """The files of a document, its own first, then what is attached and not withdrawn; none of a destroyed one, even
    where another document keeps the same file.
    """
    if document.destroyed_at is not None:
        return []
    return [*document.files.all(), *document.attachments.all()]


def figure_data(figures: QuerySet[Observation]) -> Iterator[dict[str, Any]]:
    """The figures (số liệu), every revision of its own, in the order of their series."""
    related = ("indicator", "unit", "provider", "submitted_as__unit", "approval__approved_as__unit")
    order = ("indicator__code", "unit__sort_key", "period_end", "revision", "pk")
    for one in figures.select_related(*related).defer("indicator__folded").order_by(*order).iterator(chunk_size=500):
        approval = getattr(one, "approval", None)
        yield {
            "indicator": one.indicator.code,
            "name": one.indicator.name,
            "unit_of_measure": one.indicator.unit_of_measure,
            "unit": str(one.unit),
            "provider": str(one.provider),
            "period_start": _day(one.period_start),
            "period_end": _day(one.period_end),
            "revision": one.revision,
            "value": None if one.value is None else str(from_scaled(one.value, one.indicator.decimals)),
            "missing_reason": one.missing_reason,
            "is_estimate": one.is_estimate,
            "revision_reason": one.revision_reason,
            "note": one.note,
            "evidence": one.evidence,
            "submitted_by": _name(one.submitted_as),
            "submitted_at": _moment(one.submitted_at),
            "approved_by": _name(approval.approved_as) if approval else "",
            "approved_at": _moment(approval.approved_at) if approval else "",
        }


def _by(row: Any) -> str:
    return str(row.by_post or row.by)


def _name(row: Any) -> str:
    return str(row) if row is not None else ""


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
