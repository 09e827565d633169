"""The pages of giving work: without scripts, all or nothing, unclear names asked, as many queries at any size."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.conftest import TODAY, World, make_unit, streamed
from tests.database.tracking.commune_office import (
    DOUBTFUL,
    TO_COMMITTEES,
    TO_NOBODY,
    Commune,
    commune_of,
    found,
    paper_from_above,
)
from tests.database.tracking.intake_papers import add_finding
from vaocuoc.directory.models import Level, RelationKind, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.documents.models import Document, Reading
from vaocuoc.tracking.assignment.models import DueRule, Letter
from vaocuoc.tracking.assignment.operations import Choice, assign_rows
from vaocuoc.tracking.assignment.unlettered import counted, papers_without_letter
from vaocuoc.tracking.periods.models import OfficeDay
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.operations import cancel_task


@pytest.fixture(autouse=True)
def _site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


@pytest.fixture
def commune(world: World) -> Commune:
    made = commune_of(world)
    made.duties()
    return made


@pytest.fixture
def clerk(commune: Commune, client: Client) -> Client:
    client.force_login(commune.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def plan(document: Document) -> str:
    return reverse("assignment:plan", args=[document.pk])


def sent(document: Document, *rows: dict[str, Any], ticked: bool = True) -> dict[str, Any]:
    """What the form sends; each row names its finding's quote, lead, product and day."""
    data: dict[str, Any] = {"hang": [], "chon": [], "urgency": "ordinary"}
    for row in rows:
        finding = found(document, row["item"])
        key = f"f{finding.pk}"
        data["hang"].append(key)
        if ticked:
            data["chon"].append(key)
        data |= {f"version-{key}": finding.version, f"lead-{key}": row.get("lead", "")}
        data |= {f"product-{key}": row.get("product", ""), f"due-{key}": row.get("due", "11/12/2026")}
        if "pick" in row:
            data[f"pick-{key}"] = row["pick"]
    return data


def test_it_shows_what_concerns_us_first_with_reasons(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    page = clerk.get(plan(document)).content.decode()
    places = [page.index(words) for words in ("Giao cho đơn vị mình", "Không nêu đơn vị", "Giao cho cơ quan khác")]
    assert places == sorted(places)
    assert "theo bảng chức năng: “giám sát và phản biện xã hội”" in page
    assert "“giám sát” có nhiều nghĩa" in page
    assert "giám sát tổ chức đảng, đảng viên" in page
    assert "đã nhập 0/6 nhiệm vụ" in page


def test_it_gives_the_ticked_rows_by_a_plain_form(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    data = sent(
        document,
        {"item": TO_COMMITTEES, "lead": commune.building.name, "product": "Kế hoạch"},
        {"item": TO_NOBODY, "lead": "UBMTTQ Việt Nam xã Yên Thượng"},
    )
    answer = clerk.post(plan(document), data | {"urgency": "urgent"}, follow=True)
    assert "Đã giao 2 nhiệm vụ cho 2 đầu mối." in answer.content.decode()
    given = list(Task.objects.order_by("pk").values_list("lead_unit", "due", "urgency"))
    assert given == [
        (commune.building.pk, date(2026, 12, 11), "urgent"),
        (commune.front.pk, date(2026, 12, 11), "urgent"),
    ]


def test_it_asks_what_is_missing_and_gives_nothing(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    data = sent(
        document,
        {"item": TO_COMMITTEES, "lead": commune.building.name},
        {"item": TO_NOBODY, "lead": "", "due": "31/2/2026"},
    )
    answer = clerk.post(plan(document), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa giao việc nào: 1 hàng còn thiếu hoặc chưa rõ." in page
    assert "Chưa có đơn vị chủ trì" in page
    assert "“31/2/2026” không" in page
    assert not Task.objects.exists()


def test_a_name_that_fits_three_units_is_asked(commune: Commune, clerk: Client) -> None:
    for number in range(3):
        unit = make_unit(f"Trường Tiểu học Hoa Mai {number}", UnitKind.DEPARTMENT, Level.COMMUNE)
        unit.aliases.create(name="Trường Hoa Mai", folded="truong hoa mai")
        UnitRelation.objects.create(
            kind=RelationKind.PARTY, parent=commune.committee, child=unit, valid_from=date(2025, 7, 1)
        )
    rebuild_reach()
    document = paper_from_above(commune)
    answer = clerk.post(plan(document), sent(document, {"item": TO_NOBODY, "lead": "Trường Hoa Mai"}))
    assert answer.status_code == 422
    assert "“Trường Hoa Mai” hợp với 3 đơn vị" in answer.content.decode()
    assert not Task.objects.exists()
    chosen = sent(document, {"item": TO_NOBODY, "lead": "Trường Hoa Mai", "pick": f"u{unit.pk}"})
    clerk.post(plan(document), chosen)
    assert Task.objects.get().lead_unit == unit


def test_a_post_can_lead(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    clerk.post(plan(document), sent(document, {"item": TO_NOBODY, "lead": "Chánh Văn phòng"}))
    assert Task.objects.get().lead_post == commune.colleague.post


def test_the_second_of_two_sees_which_rows_are_done_and_by_whom(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    data = sent(
        document,
        {"item": TO_COMMITTEES, "lead": commune.building.name},
        {"item": DOUBTFUL, "lead": commune.inspection.name},
    )
    finding = found(document, TO_COMMITTEES)
    other = Choice(row=1, finding=finding.pk, version=0, lead=commune.front, due=date(2026, 12, 4))
    assign_rows(actor=commune.colleague, document=document, choices=[other], today=TODAY)
    answer = clerk.post(plan(document), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hàng 1 đã được Chánh Văn phòng xử lý trước. Chưa giao việc nào" in page
    assert Task.objects.count() == 1
    assert commune.inspection.name in page  # what was typed for the other row is kept


def test_nothing_ticked_is_told(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    answer = clerk.post(plan(document), sent(document, {"item": TO_NOBODY, "lead": "x"}, ticked=False))
    assert answer.status_code == 422
    assert "Chưa chọn việc nào" in answer.content.decode()


def test_from_plan_to_registered_letter(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    clerk.post(plan(document), sent(document, {"item": TO_NOBODY, "lead": commune.front.name}))
    answer = clerk.post(reverse("assignment:begin_letter", args=[document.pk]), follow=True)
    page = answer.content.decode()
    letter = Letter.objects.get()
    assert "ĐẢNG ỦY XÃ YÊN THƯỢNG" in page
    assert "T/M BAN THƯỜNG VỤ" in page
    file = clerk.get(reverse("assignment:letter_file", args=[letter.pk]))
    assert file.content[:2] == b"PK"
    deed = reverse("assignment:letter_deed", args=[letter.pk, "ban-hanh"])
    assert clerk.post(deed, {"version": 0, "number": "", "issued_on": ""}).status_code == 422
    done = clerk.post(deed, {"version": 0, "number": "9", "issued_on": "20/11/2026"}, follow=True)
    assert "09-CV/ĐU" in done.content.decode()
    kept = clerk.get(reverse("assignment:letter_file", args=[letter.pk]), follow=True)
    assert streamed(kept)[:2] == b"PK"
    assert "công văn" in clerk.get(reverse("library:document", args=[document.pk])).content.decode().lower()
    task = Task.objects.get()
    assert "Công văn số 9" in clerk.get(reverse("tasks:detail", args=[task.pk])).content.decode()


def test_the_office_keeps_its_tables(commune: Commune, clerk: Client) -> None:
    duties = reverse("assignment:duties", args=[commune.front.pk])
    assert "giám sát và phản biện xã hội" in clerk.get(duties).content.decode()
    assert clerk.post(duties, {"phrases": "x" * 201}).status_code == 422
    clerk.post(duties, {"phrases": "phản biện xã hội\nthanh tra nhân dân"})
    said = clerk.get(reverse("assignment:functions"), {"cau": "Hướng dẫn thanh tra nhân dân"}).content.decode()
    assert "theo bảng chức năng: “thanh tra nhân dân”" in said
    rule = reverse("assignment:rule_deed", args=["quy-tac"])
    clerk.post(rule, {"document_type": "plan", "days": "15", "counted_from": "letter", "basis": "Quy chế làm việc"})
    assert DueRule.objects.get().days == 15
    day = reverse("assignment:rule_deed", args=["ngay"])
    assert clerk.post(day, {"day": "5/12/2026", "is_worked": "1", "reason": ""}).status_code == 422
    clerk.post(day, {"day": "5/12/2026", "is_worked": "1", "reason": "Làm bù"})
    assert OfficeDay.objects.get().is_worked
    page = clerk.get(reverse("assignment:rules")).content.decode()
    assert "15 ngày từ ngày giao" in page
    clerk.post(reverse("assignment:rule_deed", args=["bo-ngay"]), {"dong": OfficeDay.objects.get().pk})
    assert not OfficeDay.objects.exists()


def test_a_paper_can_be_said_to_need_no_own_one(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)
    home = reverse("assignment:home")
    assert "1 văn bản cấp trên chưa có văn bản của mình, lâu nhất 8 ngày" in clerk.get(home).content.decode()
    address = reverse("assignment:no_own_paper", args=[document.pk])
    clerk.post(address, {"reason": "Chỉ để biết"})
    assert "Mọi văn bản cấp trên đã có văn bản của mình." in clerk.get(home).content.decode()
    clerk.post(address, {"bo": "1"})
    assert "1 văn bản cấp trên" in clerk.get(home).content.decode()


def test_the_plan_asks_as_many_queries_at_any_size(commune: Commune, clerk: Client) -> None:
    document = paper_from_above(commune)

    def queries(address: str) -> int:
        clerk.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(address).status_code == 200
        return len(captured)

    few = queries(plan(document)), queries(reverse("assignment:home"))
    reading = Reading.objects.get(file__document=document)
    for number in range(40):
        add_finding(reading, {**(TO_NOBODY, TO_COMMITTEES, DOUBTFUL)[number % 3]})
    for number in range(10):
        paper_from_above(commune, TO_NOBODY, number=f"{number}-CT/TU")
    assert (queries(plan(document)), queries(reverse("assignment:home"))) == few


def test_papers_whose_tasks_stand_in_no_letter_are_listed(commune: Commune, clerk: Client) -> None:
    document, other = paper_from_above(commune), paper_from_above(commune, TO_NOBODY, number="13-KH/TU", title="Khác")
    head = "Việc đã giao chưa có công văn"
    home = reverse("assignment:home")
    assert head not in clerk.get(home).content.decode()
    rows = [{"item": TO_COMMITTEES, "lead": commune.building.name}, {"item": TO_NOBODY, "lead": commune.front.name}]
    clerk.post(plan(document), sent(document, *rows))
    clerk.post(plan(other), sent(other, {"item": TO_NOBODY, "lead": commune.front.name}))
    lacking = {one.document: (one.tasks, one.leads) for one in counted(papers_without_letter(commune.clerk))}
    assert lacking == {document: (2, 2), other: (1, 1)}
    page = clerk.get(home).content.decode()
    assert f"{head} <span>2 văn bản" in page
    clerk.post(reverse("assignment:begin_letter", args=[document.pk]))
    assert list(papers_without_letter(commune.clerk)) == [other]
    cancel_task(actor=commune.clerk, task=Task.objects.get(document=other), reason="Nhập nhầm")
    assert head not in clerk.get(home).content.decode()
    assert not papers_without_letter(commune.world.focal).exists()


@pytest.mark.parametrize("issuer", ["Đảng ủy xã Yên Thượng", "Ban Thường vụ Đảng ủy xã Yên Thượng"])
def test_what_the_office_issues_itself_gives_its_tasks_without_a_letter(
    commune: Commune, clerk: Client, issuer: str
) -> None:
    """Also where its issuer is known by words alone, which stand for no unit."""
    issued = {"issuer": issuer, "issuer_unit": None, "type": "notice", "number": "5-TB/ĐU"}
    own, above = paper_from_above(commune, TO_NOBODY, **issued), paper_from_above(commune, TO_NOBODY)
    for paper in (own, above):
        clerk.post(plan(paper), sent(paper, {"item": TO_NOBODY, "lead": commune.front.name}))
    assert Task.objects.filter(document=own).exists()
    assert list(papers_without_letter(commune.clerk)) == [above]


def test_the_papers_without_a_letter_cost_as_many_queries_however_many(commune: Commune, clerk: Client) -> None:
    def asked() -> int:
        clerk.get(reverse("assignment:home"))
        with CaptureQueriesContext(connection) as captured:
            clerk.get(reverse("assignment:home"))
        return len(captured)

    def give(number: int) -> None:
        document = paper_from_above(commune, TO_NOBODY, number=f"{number}-KH/TU")
        clerk.post(plan(document), sent(document, {"item": TO_NOBODY, "lead": commune.front.name}))

    give(20)
    few = asked()
    for number in range(21, 27):
        give(number)
    assert asked() == few
