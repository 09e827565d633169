"""The archive of evidence (hồ sơ trích xuất): objects as data and as pages to read, their files byte for byte, hashes.

``SHA256SUMS`` names every other file of the archive, so that ``sha256sum -c SHA256SUMS`` checks all of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Attachment, File
from vaocuoc.documents.papers.storage import path_of
from vaocuoc.formats.workbook import Column, Sheet, write_workbook
from vaocuoc.oversight.inspections.selection import Selection
from vaocuoc.oversight.inspections.telling import (
    document_data,
    documents_to_tell,
    figure_data,
    files_of,
    task_data,
    tasks_to_tell,
)

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
_CHUNK = 1 << 20  # bytes
_TOGETHER = 50  # objects that are read at once
_LONGEST = 60


@dataclass
class Bundle:
    """An archive being written: what went in, what should have and was not there."""

    archive: zipfile.ZipFile
    sums: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    objects: list[dict[str, Any]] = field(default_factory=list)
    missing: list[dict[str, str]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, content: bytes) -> None:
        """Put content under a path, with its hash."""
        self.archive.writestr(path, content)
        self.sums[path], self.sizes[path] = hashlib.sha256(content).hexdigest(), len(content)

    def add_json(self, path: str, data: Any) -> None:
        self.add(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())

    def add_file(self, folder: str, file: File | Attachment) -> str:
        """Put a kept file in byte for byte, once however many objects name it; its path, empty where it is not kept."""
        if file.sha256 in self.kept:
            return self.kept[file.sha256]
        path = f"{folder}/tep/{file.sha256[:8]}-{safe_name(file.name)}"
        try:
            with path_of(file.sha256).open("rb") as kept, self.archive.open(path, "w", force_zip64=True) as out:
                digest, size = hashlib.sha256(), 0
                while chunk := kept.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    out.write(chunk)
        except FileNotFoundError:
            self.missing.append({"name": file.name, "sha256": file.sha256})
            return ""
        self.sums[path], self.sizes[path] = digest.hexdigest(), size
        self.kept[file.sha256] = path
        return path


def write_bundle(
    place: Path, actor: Actor, selection: Selection, about: Mapping[str, Any], tell: Callable[[int], None]
) -> tuple[str, int]:
    """Write the archive to ``place`` (lập hồ sơ); the hash of its manifest, and how many files it has.

    ``about`` says who takes what out under which decision; ``tell`` hears how many objects are in.
    """
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        bundle = Bundle(archive)
        _tasks(bundle, actor, selection, tell)
        _documents(bundle, selection, tell)
        _figures(bundle, selection)
        bundle.add(
            "muc-luc.html", _page("index", {"about": about, "objects": bundle.objects, "missing": bundle.missing})
        )
        files = [
            {"path": path, "sha256": bundle.sums[path], "size": bundle.sizes[path]} for path in sorted(bundle.sums)
        ]
        manifest = {**about, "objects": bundle.objects, "files": files, "missing_files": bundle.missing}
        bundle.add_json(MANIFEST, manifest)
        lines = "".join(f"{bundle.sums[path]}  {path}\n" for path in sorted(bundle.sums))
        archive.writestr(SUMS, lines.encode())
    return bundle.sums[MANIFEST], len(bundle.sums)


def _tasks(bundle: Bundle, actor: Actor, selection: Selection, tell: Callable[[int], None]) -> None:
    for keys in _batches(selection.tasks.order_by("pk").values_list("pk", flat=True)):
        tasks = list(tasks_to_tell(keys))
        papers = {one.file.document_id for task in tasks for one in task.evidence.all() if one.file}
        shown = visible_documents(actor).filter(pk__in=papers, destroyed_at__isnull=True)
        seen = set(shown.values_list("pk", flat=True))
        for task in tasks:
            folder = f"nhiem-vu/{task.pk}-{plain(task.code)}"
            data = task_data(task)
            for one, told in zip(task.evidence.all(), data["evidence"], strict=True):
                if one.file and one.file.document_id in seen:
                    told |= {"file": one.file.name, "file_sha256": one.file.sha256}
                    told["path"] = bundle.add_file(folder, one.file)
            bundle.add_json(f"{folder}/du-lieu.json", data)
            bundle.add(f"{folder}/noi-dung.html", _page("task", {"task": task, "data": data}))
            bundle.objects.append(
                {"kind": "task", "id": task.pk, "name": f"{task.code} {task.title}", "folder": folder}
            )
        tell(len(bundle.objects))


def _documents(bundle: Bundle, selection: Selection, tell: Callable[[int], None]) -> None:
    for keys in _batches(selection.documents.order_by("pk").values_list("pk", flat=True)):
        for document in documents_to_tell(keys):
            folder = f"van-ban/{document.pk}-{plain(document.number or document.title)}"
            data = document_data(document)
            for one, told in zip(files_of(document), data["files"], strict=True):
                told["path"] = bundle.add_file(folder, one)
            bundle.add_json(f"{folder}/du-lieu.json", data)
            bundle.add(f"{folder}/noi-dung.html", _page("document", {"document": document, "data": data}))
            name = f"{document}: {document.title}"
            bundle.objects.append({"kind": "document", "id": document.pk, "name": name, "folder": folder})
        tell(len(bundle.objects))


def _figures(bundle: Bundle, selection: Selection) -> None:
    rows = list(figure_data(selection.figures))
    if not rows:
        return
    bundle.add_json("so-lieu/du-lieu.json", rows)
    heads = [
        (_("Mã"), 12), (_("Chỉ tiêu"), 44), (_("Đơn vị tính"), 14), (_("Của đơn vị"), 36), (_("Nơi báo cáo"), 36),
        (_("Từ ngày"), 12), (_("Đến ngày"), 12), (_("Lần"), 6), (_("Giá trị"), 16), (_("Lý do không có số"), 24),
        (_("Số ước"), 8), (_("Lý do sửa"), 30), (_("Giải thích"), 30), (_("Tài liệu"), 24), (_("Người báo cáo"), 30),
        (_("Báo cáo lúc"), 22), (_("Người duyệt"), 30), (_("Duyệt lúc"), 22),
    ]  # fmt: skip
    file = BytesIO()
    cells = ([str(cell) if cell not in (None, False) else "" for cell in row.values()] for row in rows)
    columns = [Column(head, width) for head, width in heads]
    write_workbook(file, [Sheet(name=_("Số liệu"), title=_("Số liệu"), columns=columns, rows=cells)], is_long=True)
    bundle.add("so-lieu/so-lieu.xlsx", file.getvalue())
    bundle.objects.append({"kind": "figures", "count": len(rows), "name": _("Số liệu"), "folder": "so-lieu"})


def about_of(actor: Actor, words: str, decision: Any) -> dict[str, Any]:
    """Who takes out what, when, under which decision, as the manifest says it."""
    return {
        "made_by": "Vào Cuộc",
        "exported_at": timezone.localtime().isoformat(timespec="seconds"),
        "exported_by": actor.acting_as,
        "account": actor.user.username,
        "decision": f"{decision.number}" if decision else "",
        "decided_on": decision.decided_on.isoformat() if decision else "",
        "selection": words,
    }


def safe_name(name: str) -> str:
    """A file name that every system takes: plain letters, digits and hyphens, with its ending."""
    path = PurePosixPath(name.replace("\\", "/"))
    ending = re.sub(r"[^a-z0-9]", "", fold(path.suffix))[:8]
    return f"{plain(path.stem)}.{ending}" if ending else plain(path.stem)


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST].strip("-") or "khong-ten"


def _page(name: str, context: Mapping[str, Any]) -> bytes:
    return render_to_string(f"oversight/inspections/archive/{name}.html", dict(context)).encode()


def _batches(keys: Iterable[int]) -> Iterable[list[int]]:
    found = list(keys)
    return (found[start : start + _TOGETHER] for start in range(0, len(found), _TOGETHER))
