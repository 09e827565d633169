"""Taking evidence out (trích xuất hồ sơ): asked for, written at once or by a job, fetched, thrown away after a day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django_tasks import task as job

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import InspectionDecision, User
from vaocuoc.directory.people.access import Action, Actor, actor_for
from vaocuoc.oversight.inspections.access import may_inspect, require_inspecting
from vaocuoc.oversight.inspections.bundle import about_of, write_bundle
from vaocuoc.oversight.inspections.models import EvidenceExport, ExportState
from vaocuoc.oversight.inspections.selection import selected
from vaocuoc.ui.clock import today

AT_ONCE = 30
"""So many objects are written while their reader waits; more are written by a job."""
MOST = 20_000
"""So many objects fit into one archive."""


def ask_for_export(*, actor: Actor, asked: Mapping[str, Any], decision: InspectionDecision | None) -> EvidenceExport:
    """Ask for an archive of what was chosen (lập hồ sơ trích xuất); a small one is there when this returns.

    Raises ``Refused``: ``access.denied``, ``inspections.nothing``, ``inspections.too_many``, ``inspections.no_longer``.
    """
    require_inspecting(actor)
    selection = selected(actor, asked)
    total = selection.count()
    if not total:
        raise Refused("inspections.nothing")
    if total > MOST:
        raise Refused("inspections.too_many", count=total, most=MOST)
    with transaction.atomic():
        export = EvidenceExport.objects.create(
            decision=decision or _only_decision(actor),
            asked={**asked, "under": list(actor.inspecting)},
            about=selection.about,
            total=total,
            asked_by=actor.user,
            asked_as=actor.post,
        )
        if total > AT_ONCE:
            write_export.enqueue(export.pk)
    if total <= AT_ONCE:
        _write_or_fail(actor, export)
    return export


def _only_decision(actor: Actor) -> InspectionDecision | None:
    """The decision under which one inspects, where there is just one and no standing role beside it."""
    if len(actor.inspecting) != 1 or actor.may_somewhere(Action.AUDIT):
        return None
    return InspectionDecision.objects.get(pk=actor.inspecting[0])


def _write_or_fail(actor: Actor, export: EvidenceExport) -> None:
    """Write the archive, or keep why it could not be (a full disk, files of lists thrown away, rights that ended)."""
    try:
        _write(actor, export)
    except (Refused, OSError) as error:
        _fail(export, error.code if isinstance(error, Refused) else "inspections.not_written")
    except Exception:  # whatever it was, who waits for the archive is told that none comes
        _fail(export, "inspections.not_written")
        raise


def _fail(export: EvidenceExport, code: str) -> None:
    export.state, export.error_code = ExportState.FAILED, code
    export.save(update_fields=["state", "error_code"])


def _write(actor: Actor, export: EvidenceExport) -> None:
    """Write the archive, then say in one transaction that it is there, with its entry and the manifest's hash."""
    place = archive_path(export)
    draft = place.with_suffix(".part")
    draft.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with translation.override("vi"):
            selection = selected(actor, export.asked)
            about = about_of(actor, selection.about, export.decision)
            manifest, files = write_bundle(draft, actor, selection, about, lambda done: _tell(export, done))
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    with transaction.atomic():
        export.state, export.done = ExportState.DONE, export.total
        export.manifest_sha256, export.files = manifest, files
        export.save(update_fields=["state", "done", "manifest_sha256", "files"])
        facts = {"decision": export.decision_id, "act": str(export.decision)} if export.decision else {}
        record(
            actor,
            "inspections.export",
            export,
            about=export.about,
            objects=export.total,
            files=files,
            manifest=manifest,
            **facts,
        )


def _tell(export: EvidenceExport, done: int) -> None:
    EvidenceExport.objects.filter(pk=export.pk).update(done=min(done, export.total))


@job()
def write_export(key: int) -> None:
    """Write a large archive as its asker sees things today; who may see no longer, takes nothing out."""
    found = EvidenceExport.objects.select_related("decision", "asked_by", "asked_as").filter(pk=key).first()
    if found is None:
        return
    try:
        actor = _asker(found)
        require_inspecting(actor)
    except Refused as refused:
        _fail(found, refused.code)
    else:
        _write_or_fail(actor, found)


def _asker(export: EvidenceExport) -> Actor:
    user = User.objects.get(pk=export.asked_by_id)
    actor = actor_for(user, today=today(), post_id=export.asked_as_id).remembering()
    if not user.is_active or (actor.post.pk if actor.post else None) != export.asked_as_id:
        raise Refused("inspections.no_longer")
    return actor


# --- reading ----------------------------------------------------------------------------------------------------------


def archive_path(export: EvidenceExport) -> Path:
    """Where an archive stands for a day, among the files of lists."""
    return Path(settings.DATA_FOLDER) / "lists" / f"trich-xuat-{export.pk}.zip"


def archive_name(export: EvidenceExport) -> str:
    """What an archive is called when it is fetched."""
    return f"trich-xuat-{export.pk}-{export.asked_at:%Y-%m-%d}.zip"


def is_there(export: EvidenceExport) -> bool:
    return export.state == ExportState.DONE and archive_path(export).exists()


def own_export(actor: Actor, key: int) -> EvidenceExport:
    """An archive that the actor asked for in this post; ``Http404`` for another's, or once a decision it was taken out
    under opens nothing any more.
    """
    mine = EvidenceExport.objects.select_related("decision", "asked_as__unit").filter(asked_by=actor.user, pk=key)
    found = mine.filter(asked_as=actor.post).first()
    if found is None or not may_inspect(actor) or not set(found.asked.get("under", ())) <= set(actor.inspecting):
        raise Http404
    return found


def exports_under(decision: InspectionDecision) -> QuerySet[EvidenceExport]:
    """Every archive taken out under a decision, the latest first."""
    taken = EvidenceExport.objects.filter(decision=decision)
    return taken.select_related("asked_by", "asked_as__unit").order_by("-pk")
