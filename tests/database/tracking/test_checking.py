"""The check of a draft on the site: its page, what is set aside, the version before, what the register knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Succession
from vaocuoc.documents.library.operations import edit_document, upload_document
from vaocuoc.documents.models import Document, Finding, Reading
from vaocuoc.documents.readings.operations import read_file, reject_finding_row
from vaocuoc.formats import load
from vaocuoc.tracking.checking.facts import register_of
from vaocuoc.tracking.checking.operations import key_of, set_aside, take_up
from vaocuoc.tracking.checking.queries import Checked, check_document
from vaocuoc.tracking.models import FaultSetAside, Target

TEXT = """TỈNH ỦY MINH GIANG
*
Số 12-KH/TU
Minh Giang, ngày 10 tháng 11 năm 2026

KẾ HOẠCH
phát triển nông nghiệp

I. MỤC TIÊU
1. Đến hết năm 2026, tỷ lệ giải ngân vốn đầu tư công năm 2026 đạt 59%.
2. Có 5/20 chỉ tiêu đạt kế hoạch, chiếm 35%.

II. NHIỆM VỤ
1. Giao Sở Kế hoạch và Đầu tư rà soát danh mục dự án, hoàn thành trước ngày 30/12/2026.
2. Giao Sở Tài chính tiếp nhận phần việc của Trung tâm Khuyến nông Minh Giang.
3. Giao Trung tâm Khuyến nông Minh Giang tập huấn cho các hộ trồng chè.
"""


@pytest.fixture
def draft(world: World, tmp_path: Any, settings: Any) -> Callable[..., Document]:
    """Hands in a draft, or a newer version of one, and has it read."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def hand_in(text: str = TEXT, *, replaces: Document | None = None) -> Document:
        document = upload_document(
            actor=world.clerk, content=BytesIO(text.encode()), name="du-thao.txt", keeper=world.province,
            handling="draft", today=TODAY, replaces=replaces,
        )  # fmt: skip
        read_file(Reading.objects.filter(file__document=document).latest("pk").pk)
        document.refresh_from_db()
        return document

    return hand_in


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    def signed_in(actor: Any) -> Client:
        client = Client()
        client.force_login(actor.user)
        return client

    return signed_in


def checked(world: World, document: Document) -> Checked:
    found = check_document(world.clerk, document, today=TODAY)
    assert found is not None
    return found


def rules(found: Checked) -> set[str]:
    return {fault.rule for fault in found.report.faults}


def test_it_finds_on_the_site_what_the_command_line_finds(
    world: World, draft: Callable[..., Document], tmp_path: Any
) -> None:
    """A stored reading is the same reading: numbers, days and clears survive the database."""
    from vaocuoc.core.checking import check
    from vaocuoc.core.reading import read

    path = tmp_path / "du-thao.txt"
    path.write_text(TEXT, encoding="utf-8")
    alone = check(read(load(path)), today=TODAY)
    found = checked(world, draft())
    assert {(one.rule, one.start, one.level) for one in found.report.faults} == {
        (one.rule, one.start, one.level) for one in alone.faults
    }
    assert found.report.score == alone.score


def test_it_compares_targets_with_those_in_force(world: World, draft: Callable[..., Document], target: Target) -> None:
    found = checked(world, draft())
    fault = next(one for one in found.report.faults if one.rule == "quoting.value")
    assert (fault.level, fault.facts["known"], fault.facts["said"]) == ("error", Decimal(95), "59%")
    assert any(point.other_url == reverse("indicators:detail", args=[target.indicator_id]) for point in found.points)


def test_it_knows_the_units_that_ended_and_who_took_over(world: World, draft: Callable[..., Document]) -> None:
    centre = make_unit("Trung tâm Khuyến nông Minh Giang", valid_to=date(2026, 6, 1))
    Succession.objects.create(
        predecessor=centre, successor=world.department, date=date(2026, 6, 1), act="Quyết định 3/QĐ-UBND"
    )
    found = [one for one in checked(world, draft()).report.faults if one.facts.get("name") == centre.name]
    assert [one.facts["into"] for one in found] == [world.department.name]


def test_it_has_a_living_unit_of_the_same_name_for_no_ended_one(world: World) -> None:
    make_unit("Sở Tài chính", "department", valid_to=date(2026, 6, 1))
    assert BEGIN < TODAY
    assert not [one for one in register_of(None, keeper=None, today=TODAY).ended if one.name == "Sở Tài chính"]


def test_it_gives_an_actor_only_facts_they_may_see(world: World, target: Target) -> None:
    assert register_of(world.clerk, keeper=world.province, today=TODAY).targets
    assert not register_of(world.outsider, keeper=world.elsewhere, today=TODAY).targets


def test_it_compares_with_the_paper_it_carries_out(world: World, draft: Callable[..., Document]) -> None:
    above = draft(TEXT.replace("59%", "95%").replace("KẾ HOẠCH", "NGHỊ QUYẾT").replace("12-KH", "05-NQ"))
    below = draft()
    edit_document(actor=world.clerk, document=below, version=below.version, carries_out=above)
    below.refresh_from_db()
    found = checked(world, below)
    assert found.base == above
    assert "quoting.value" in rules(found)


def test_it_leaves_out_what_a_person_rejected(world: World, draft: Callable[..., Document]) -> None:
    document = draft()
    before = checked(world, document).report.score.tasks
    task = Finding.objects.filter(document=document, kind="task").order_by("pk")[0]
    reject_finding_row(actor=world.clerk, finding_id=task.pk, version=task.version, reason="không phải nhiệm vụ")
    assert checked(world, document).report.score.tasks == before - 1


def test_it_sets_a_fault_aside_for_later_versions_too(world: World, draft: Callable[..., Document]) -> None:
    document = draft()
    fault = next(one for one in checked(world, document).report.faults if one.rule == "contradiction.share")
    set_aside(actor=world.clerk, document=document, fault=fault, reason="số tạm tính")
    draft(TEXT.replace("I. MỤC TIÊU", "I. CÁC MỤC TIÊU CHỦ YẾU"), replaces=document)
    point = next(one for one in checked(world, document).points if one.fault.rule == "contradiction.share")
    assert point.aside is not None
    assert point.aside.reason == "số tạm tính"
    take_up(actor=world.clerk, document=document, key=key_of(fault))
    assert not FaultSetAside.objects.exists()
    actions = list(Entry.objects.filter(action__startswith="checking.").order_by("pk").values_list("action", flat=True))
    assert actions == ["checking.set_aside", "checking.take_up"]


def test_it_asks_a_reason_and_the_right_to_review(world: World, draft: Callable[..., Document]) -> None:
    document = draft()
    fault = checked(world, document).report.faults[0]
    for actor, reason, code in (
        (world.clerk, "  ", "checking.no_reason"),
        (world.clerk, "x" * 301, "checking.reason_too_long"),
        (world.leader, "được", "access.denied"),
    ):
        with pytest.raises(Refused) as refused:
            set_aside(actor=actor, document=document, fault=fault, reason=reason)
        assert refused.value.code == code
    with pytest.raises(ObjectDoesNotExist):
        FaultSetAside.objects.get()


def test_it_tells_what_was_fixed_and_what_is_new(world: World, draft: Callable[..., Document]) -> None:
    document = draft()
    assert checked(world, document).previous is None
    draft(
        TEXT.replace("chiếm 35%", "chiếm 25%").replace("Giao Sở Tài chính tiếp nhận", "Giao UBND huyện Tân An chốt"),
        replaces=document,
    )
    found = checked(world, document)
    assert "contradiction.share" in {fault.rule for _name, fault in found.fixed}
    assert "units.level_ended" in {point.fault.rule for point in found.points if point.is_new}
    assert "units.ended" not in {point.fault.rule for point in found.points if point.is_new}


def test_it_asks_the_database_as_often_for_a_long_draft_as_for_a_short_one(
    world: World, draft: Callable[..., Document], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = draft(), draft(TEXT + "".join(f"{n}. Giao Sở Y tế rà soát trạm y tế số {n}.\n" for n in range(4, 60)))
    for document in (short, long):
        document = Document.objects.select_related("keeper").get(pk=document.pk)
        with django_assert_num_queries(9):
            check_document(world.clerk, document, today=TODAY)


# --- pages ------------------------------------------------------------------------------------------------------------


def test_it_shows_faults_by_kind_with_both_quotes(
    world: World, draft: Callable[..., Document], target: Target, client_of: Callable[[Any], Client]
) -> None:
    document = draft()
    page = client_of(world.clerk).get(reverse("checking:draft", args=[document.pk])).content.decode()
    assert "5/20 là 25%, không phải 35%." in page
    assert "Trích khác chỉ tiêu đang có hiệu lực" in page
    assert "Thay bằng: Sở Tài chính." in page
    assert "trên 100" in page


def test_it_leads_to_the_facts_of_a_draft_only_who_may_change_them(
    world: World, draft: Callable[..., Document], client_of: Callable[[Any], Client]
) -> None:
    document = draft()
    address, edit = reverse("checking:draft", args=[document.pk]), reverse("library:edit", args=[document.pk])
    assert edit in client_of(world.clerk).get(address).content.decode()
    assert edit not in client_of(world.leader).get(address).content.decode()


def test_it_narrows_the_list_by_the_address(
    world: World, draft: Callable[..., Document], client_of: Callable[[Any], Client]
) -> None:
    client, address = client_of(world.clerk), reverse("checking:draft", args=[draft().pk])
    assert "Nhiệm vụ chưa nêu ai chịu trách nhiệm" not in client.get(address).content.decode()
    assert "Nhiệm vụ chưa nêu ai chịu trách nhiệm" in client.get(address, {"muc": "goi-y"}).content.decode()
    only = client.get(address, {"loai": "units"}).content.decode()
    assert "Sở Kế hoạch và Đầu tư" in only
    assert "5/20 là 25%" not in only
    assert client.get(address, {"muc": "x", "loai": "y", "trang": "z"}).status_code == 200


def test_it_sets_aside_from_the_page_and_comes_back_to_it(
    world: World, draft: Callable[..., Document], client_of: Callable[[Any], Client]
) -> None:
    document, client = draft(), client_of(world.clerk)
    point = next(one for one in checked(world, document).points if one.fault.rule == "contradiction.share")
    address = reverse("checking:set_aside", args=[document.pk])
    back = reverse("checking:draft", args=[document.pk]) + "?loai=contradiction"
    empty = client.post(address, {"key": point.key, "reason": "", "back": back})
    assert empty.status_code == 422
    done = client.post(address, {"key": point.key, "reason": "số tạm tính", "back": back})
    assert (done.status_code, done["Location"]) == (302, back)
    assert client.post(address, {"key": point.key, "reason": "x", "back": "https://example.com/"})["Location"] == (
        reverse("checking:draft", args=[document.pk])
    )
    page = client.get(reverse("checking:draft", args=[document.pk]), {"bo_qua": "1"}).content.decode()
    assert ": x</p>" in page
    gone = client.post(address, {"key": "0" * 64, "reason": "x"})
    assert gone.status_code == 422


def test_it_prints_a_sheet_and_gives_it_as_docx(
    world: World, draft: Callable[..., Document], client_of: Callable[[Any], Client], tmp_path: Any
) -> None:
    document, client = draft(), client_of(world.clerk)
    sheet = client.get(reverse("checking:sheet", args=[document.pk])).content.decode()
    assert "5/20 là 25%, không phải 35%." in sheet
    path = tmp_path / "phieu.docx"
    path.write_bytes(client.get(reverse("checking:docx", args=[document.pk])).content)
    text = load(path).text
    assert "Phiếu kiểm tra dự thảo" in text
    assert "5/20 là 25%, không phải 35%." in text


def test_it_says_where_nothing_was_read_yet(
    world: World, client_of: Callable[[Any], Client], tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    document = upload_document(
        actor=world.clerk, content=BytesIO(TEXT.encode()), name="a.txt", keeper=world.province, handling="draft",
        today=TODAY,
    )  # fmt: skip
    page = client_of(world.clerk).get(reverse("checking:draft", args=[document.pk]))
    assert page.status_code == 200
    assert "Văn bản đang được đọc" in page.content.decode()
    assert client_of(world.clerk).get(reverse("checking:sheet", args=[document.pk])).status_code == 404


def test_it_offers_the_check_on_the_page_of_a_document(
    world: World, draft: Callable[..., Document], client_of: Callable[[Any], Client]
) -> None:
    document = draft()
    page = client_of(world.clerk).get(reverse("library:document", args=[document.pk])).content.decode()
    assert reverse("checking:draft", args=[document.pk]) in page
