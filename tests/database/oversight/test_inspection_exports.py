"""Evidence taken out: byte for byte, with hashes that check, never more than its asker sees."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_actor, streamed
from tests.database.oversight.test_inspections import again, decide, give, inspector_of, sign_in
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Role
from vaocuoc.documents.destruction.holding import root_of
from vaocuoc.documents.destruction.operations import confirm, propose
from vaocuoc.documents.library.operations import address_document, upload_document
from vaocuoc.documents.models import Document
from vaocuoc.documents.papers.storage import path_of
from vaocuoc.oversight.inspections import exporting
from vaocuoc.oversight.inspections.bundle import safe_name
from vaocuoc.oversight.inspections.exporting import archive_path, ask_for_export
from vaocuoc.oversight.inspections.models import EvidenceExport, ExportState
from vaocuoc.oversight.inspections.operations import Opening, close_decision
from vaocuoc.tracking.indicators.operations import create_indicator, submit_observation
from vaocuoc.tracking.tasks.models import Evidence

_TEXT = "Báo cáo kết quả rà soát của đơn vị.".encode()


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT, settings.DATA_FOLDER = tmp_path / "files", tmp_path
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def paper_to(world: World, name: str = "Báo cáo số 1 (bản ký).txt") -> Document:
    """A paper of the province that is addressed to the department."""
    document = upload_document(
        actor=world.clerk, content=BytesIO(_TEXT), name=name, keeper=world.province, handling="ordinary", today=TODAY
    )
    address_document(actor=world.clerk, document=document, units=[world.department])
    return document


def figures(world: World) -> None:
    made = {"unit_of_measure": "tỷ đồng", "kind": "flow", "frequency": "month"}
    indicator = create_indicator(actor=world.clerk, keeper=world.province, name="Thu", **made)
    for unit, value in ((world.department, "5"), (world.commune, "777")):
        period = month(2026, 9)
        submit_observation(
            actor=world.clerk, indicator=indicator, unit=unit, provider=unit, period=period, value=Decimal(value)
        )


def unpacked(export: EvidenceExport, folder: Path) -> Path:
    with zipfile.ZipFile(archive_path(export)) as archive:
        archive.extractall(folder)
    return folder


def test_its_hashes_check_with_sha256sum_and_files_are_byte_for_byte(world: World, tmp_path: Path) -> None:
    inside, outside = give(world, world.department), give(world, world.commune, "Việc của xã")
    paper = paper_to(world)
    figures(world)
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    folder = unpacked(export, tmp_path / "out")
    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    kept = list(folder.rglob("tep/*"))
    assert [path.read_bytes() for path in kept] == [_TEXT]
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    named = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert there == named | {"SHA256SUMS"}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {(one["kind"], one.get("id")) for one in manifest["objects"]} == {
        ("task", inside.pk), ("document", paper.pk), ("figures", None),
    }  # fmt: skip
    assert (manifest["decision"], manifest["account"]) == (decision.number, inspector.user.username)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.suffix in (".json", ".html"))
    assert outside.title.encode() not in everything
    assert b"777" not in (folder / "so-lieu" / "du-lieu.json").read_bytes()
    digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    entry = Entry.objects.get(action="inspections.export")
    assert (entry.facts["manifest"], entry.facts["decision"]) == (digest, decision.pk)
    assert export.manifest_sha256 == digest


def test_a_change_of_one_byte_is_found(world: World, tmp_path: Path) -> None:
    give(world, world.department)
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    folder = unpacked(export, tmp_path / "out")
    page = next(folder.rglob("noi-dung.html"))
    page.write_bytes(page.read_bytes().replace(b"h1", b"h2", 1))
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert checked.returncode == 1


def test_a_file_that_is_gone_is_said_to_be_missing(world: World, tmp_path: Path) -> None:
    path_of(paper_to(world).files.get().sha256).unlink()
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    manifest = json.loads((unpacked(export, tmp_path / "out") / "manifest.json").read_text("utf-8"))
    assert [one["name"] for one in manifest["missing_files"]] == ["Báo cáo số 1 (bản ký).txt"]


def test_a_large_one_is_a_job_and_is_fetched_by_its_asker_while_the_decision_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    give(world, world.department)
    give(world, world.department, "Rà soát")
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    client = sign_in(inspector)
    answer = client.post(reverse("inspections:export"), {"quyet-dinh": decision.pk})
    export = EvidenceExport.objects.get()
    assert (answer.status_code, export.state) == (302, ExportState.MAKING)
    page, content = (reverse(f"inspections:{name}", args=[export.pk]) for name in ("archive", "content"))
    assert "Đang lập hồ sơ" in client.get(page).content.decode()
    assert client.get(content).status_code == 404
    exporting.write_export.call(export.pk)
    answer = client.get(content)
    assert zipfile.is_zipfile(BytesIO(streamed(answer)))
    assert sign_in(world.leader).get(content).status_code == 404
    close_decision(actor=world.administrator, decision=decision, reason="Xong", today=TODAY)
    assert client.get(content).status_code == 404
    assert client.get(page).status_code == 404


def test_a_job_takes_nothing_out_once_the_decision_is_closed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    give(world, world.department)
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    close_decision(actor=world.administrator, decision=decision, reason="Xong", today=TODAY)
    exporting.write_export.call(export.pk)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    assert not archive_path(export).exists()


def test_what_was_seen_under_a_decision_goes_with_it_for_a_standing_inspector_too(world: World) -> None:
    task = give(world, world.department)
    standing = make_actor("ubkt", "Chủ nhiệm Ủy ban Kiểm tra", world.commune, Role.INSPECTOR, world.commune)
    decision = decide(world, standing)
    export = ask_for_export(actor=again(standing), asked={"task": task.pk}, decision=None)
    content = reverse("inspections:content", args=[export.pk])
    client = sign_in(standing)
    answer = client.get(content)
    assert zipfile.is_zipfile(BytesIO(streamed(answer)))
    close_decision(actor=world.administrator, decision=decision, reason="Xong", today=TODAY)
    assert client.get(content).status_code == 404


def test_a_file_of_a_destroyed_paper_stays_out_though_another_paper_keeps_it(world: World, tmp_path: Path) -> None:
    document = paper_to(world)
    kept = {"content": BytesIO(_TEXT), "name": "khac.txt", "handling": "ordinary", "today": TODAY}
    upload_document(actor=world.outsider, keeper=world.elsewhere, **kept)
    given = {"reason": "Nhầm", "decision": "12-QĐ/VP"}
    made = propose(actor=world.clerk, root=root_of("documents.document"), subject=document, **given)
    confirm(actor=world.leader, destruction=made)
    assert path_of(document.files.get().sha256).exists()
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    folder = unpacked(export, tmp_path / "out")
    assert [one["id"] for one in json.loads((folder / "manifest.json").read_text("utf-8"))["objects"]] == [document.pk]
    assert list(folder.rglob("tep/*")) == []


def test_a_file_handed_in_is_not_named_to_who_may_not_see_its_paper(world: World, tmp_path: Path) -> None:
    task = give(world, world.department)
    hidden = upload_document(
        actor=world.clerk,
        content=BytesIO(_TEXT),
        name="ten-khong-duoc-thay.txt",
        keeper=world.province,
        handling="ordinary",
        today=TODAY,
    )
    Evidence.objects.create(
        task=task,
        number="7-BC/S",
        date=TODAY,
        subject="Báo cáo",
        level="province",
        file=hidden.files.get(),
        submitted_by=world.focal.user,
        submitted_as=world.focal.post,
    )
    inspector = inspector_of(world)
    decision = decide(world, inspector)
    export = ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    folder = unpacked(export, tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"7-BC/S" in everything
    assert b"ten-khong-duoc-thay" not in everything
    assert hidden.files.get().sha256.encode() not in everything


def test_an_archive_that_breaks_is_said_to_have_failed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    give(world, world.department)
    inspector = inspector_of(world)
    decision = decide(world, inspector)

    def broken(*_given: Any) -> None:
        raise KeyError("unit")

    monkeypatch.setattr(exporting, "write_bundle", broken)
    with pytest.raises(KeyError):
        ask_for_export(actor=again(inspector), asked={"decision": decision.pk}, decision=decision)
    assert EvidenceExport.objects.get().state == ExportState.FAILED


@pytest.mark.parametrize("who", ["clerk", "focal", "leader", "outsider", "administrator"])
def test_nobody_else_takes_evidence_out(world: World, who: str) -> None:
    task = give(world, world.department)
    with pytest.raises(Refused) as refused:
        ask_for_export(actor=getattr(world, who), asked={"task": task.pk}, decision=None)
    assert refused.value.code == "access.denied"


def test_one_task_and_a_sign_are_taken_out_too(world: World, tmp_path: Path) -> None:
    task = give(world, world.department)
    inspector = inspector_of(world)
    decide(world, inspector, Opening(units=[world.department]), last_day=TODAY + timedelta(days=1))
    client: Client = sign_in(inspector)
    assert client.post(reverse("inspections:export"), {"nhiem-vu": task.pk}).status_code == 302
    export = EvidenceExport.objects.get()
    manifest = json.loads((unpacked(export, tmp_path / "out") / "manifest.json").read_text("utf-8"))
    assert [one["id"] for one in manifest["objects"]] == [task.pk]
    assert manifest["decision"] == "15-QĐ/UBKT"
    answer = client.post(reverse("inspections:export"), {"dau-hieu": "sign=khong-minh-chung"}, follow=True)
    assert "Không có mục nào để trích xuất" in answer.content.decode()


def test_names_are_safe_on_every_system() -> None:
    assert safe_name("../../Báo cáo số 1: (bản ký).PDF") == "bao-cao-so-1-ban-ky.pdf"
    assert safe_name("C:\\thư mục\\tệp") == "tep"
    assert safe_name("…") == "khong-ten"
