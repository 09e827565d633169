"""How a document is carried out: what nobody carries of how much, which units issued programmes, how late."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.database.conftest import BEGIN, TODAY, World, make_unit
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Level, RelationKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.documents.models import Citation, Document, DocumentAddressee, File, Finding, Reading
from vaocuoc.notices.models import Receipt
from vaocuoc.oversight.coverage.carried import Carried, carried_of
from vaocuoc.oversight.coverage.marking import mark, proposed
from vaocuoc.oversight.coverage.measures import groups_of, measures_of, narrowed, without_tasks
from vaocuoc.oversight.coverage.operations import ask_units, forget_programme, note_programme
from vaocuoc.oversight.coverage.programmes import Issuing, issuing_of, tallies_of
from vaocuoc.tracking.indicators.operations import create_indicator, set_target
from vaocuoc.tracking.models import TaskService
from vaocuoc.tracking.tasks.operations import create_task

pytestmark = pytest.mark.django_db

ISSUED = date(2026, 1, 5)
DUE = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def put(world: World, title: str, base: Document | None = None, **fields: Any) -> Document:
    fields = {"keeper": world.province, "type": "programme", "issued_on": ISSUED, **fields}
    return Document.objects.create(
        title=title, number=title, uploaded_by=world.clerk.user, folded=fold(title), carries_out=base, **fields
    )


@pytest.fixture
def resolution(world: World) -> Document:
    return put(world, "01-NQ/TU", type="resolution")


@pytest.fixture
def reading(world: World, resolution: Document) -> Reading:
    file = File.objects.create(
        document=resolution, keeper=world.province, name="nq.txt", sha256="0" * 64, size=1, format="txt"
    )
    return Reading.objects.create(file=file, reader_version="1", state="done", text="x")


def found(reading: Reading, kind: str, words: str, section: str = "", state: str = "accepted") -> Finding:
    place = Finding.objects.count()
    return Finding.objects.create(
        reading=reading, document=reading.file.document, kind=kind, start=place, end=place + 1, quote=words,
        section=section, state=state, folded="",
    )  # fmt: skip


def carried(world: World, document: Document) -> Carried:
    return carried_of(world.clerk, document, today=TODAY)


def issuing(world: World, document: Document) -> Issuing:
    return issuing_of(world.clerk, document, today=TODAY)


def gaps(world: World, document: Document) -> dict[str, tuple[int, int]]:
    return {one.key: (len(one.gaps), one.whole) for one in measures_of(carried(world, document))}


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world, name).user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def communes(world: World, number: int) -> list[Any]:
    made = [make_unit(f"Đảng ủy xã Bản {place:04}", level=Level.COMMUNE) for place in range(number)]
    for one in made:
        UnitRelation.objects.create(kind=RelationKind.PARTY, parent=world.province, child=one, valid_from=BEGIN)
    rebuild_reach()
    return made


# --- what nobody carries ----------------------------------------------------------------------------------------------


def test_it_says_of_how_many_a_gap_is(world: World, resolution: Document, reading: Reading) -> None:
    followed = found(reading, "target", "Tăng trưởng 8%", "I")
    found(reading, "target", "Giảm nghèo 1%", "I")
    given = found(reading, "task", "Xây dựng đề án", "II")
    found(reading, "task", "Rà soát quy hoạch", "III")
    found(reading, "task", "Chưa rà", "III", state="open")
    found(reading, "task", "Đã bỏ", "III", state="rejected")
    figure = create_indicator(
        actor=world.clerk, keeper=world.province, name="GRDP", unit_of_measure="%", kind="ratio", frequency="year",
        lead_unit=world.department,
    )  # fmt: skip
    set_target(
        actor=world.clerk, indicator=figure, unit=world.province, comparator=">=", value=Decimal(8), due=TODAY,
        document=resolution, finding=followed,
    )  # fmt: skip
    create_task(
        actor=world.clerk, keeper=world.province, title="Xây dựng đề án", lead_unit=world.department,
        due=TODAY, received_on=ISSUED, today=TODAY, document=resolution, finding=given,
    )  # fmt: skip
    assert gaps(world, resolution) == {
        "chua-theo-doi": (1, 2), "chua-dau-moi": (1, 2), "chua-nhiem-vu": (2, 2), "chua-giao": (1, 2),
        "chua-tai-khoan": (0, 2),
    }  # fmt: skip
    whole = carried(world, resolution)
    assert whole.open == 1
    assert [one.section for one in without_tasks(whole)] == ["I", "III"]


def test_a_task_of_a_lower_paper_that_serves_a_target_carries_it(
    world: World, resolution: Document, reading: Reading
) -> None:
    followed = found(reading, "target", "Tăng trưởng 8%", "I")
    figure = create_indicator(
        actor=world.clerk, keeper=world.province, name="GRDP", unit_of_measure="%", kind="ratio", frequency="year"
    )
    set_target(
        actor=world.clerk, indicator=figure, unit=world.province, comparator=">=", value=Decimal(8), due=TODAY,
        document=resolution, finding=followed,
    )  # fmt: skip
    plan = put(world, "02-KH/TU", resolution, type="plan")
    task = create_task(
        actor=world.clerk, keeper=world.province, title="Tháo gỡ vướng mắc", lead_unit=world.department,
        due=TODAY, received_on=ISSUED, today=TODAY, document=plan,
    )  # fmt: skip
    TaskService.objects.create(task=task, indicator=figure)
    assert gaps(world, resolution)["chua-nhiem-vu"] == (0, 1)
    (clause,) = carried(world, resolution).clauses
    assert (clause.tasks, clause.lower) == (1, 1)


def test_a_lead_that_nobody_signs_in_for_is_told(world: World, resolution: Document) -> None:
    for unit in (world.department, world.commune):
        create_task(
            actor=world.clerk, keeper=world.province, title=f"Việc của {unit}", lead_unit=unit, due=TODAY,
            received_on=ISSUED, today=TODAY, document=resolution,
        )  # fmt: skip
    (measure,) = [one for one in measures_of(carried(world, resolution)) if one.key == "chua-tai-khoan"]
    assert [task.lead_unit for one in measure.gaps for task in one.no_account] == [world.commune]
    assert measure.whole == 2


# --- programmes of units ----------------------------------------------------------------------------------------------


def test_a_programme_counts_anywhere_below_or_where_it_cites(
    world: World, resolution: Document, reading: Reading
) -> None:
    deep, citing, silent, letter = communes(world, 4)
    ask_units(actor=world.clerk, document=resolution, units=[deep, citing, silent, letter], due=DUE)
    plan = put(world, "02-KH/TU", resolution, type="plan", issuer_unit=world.province)
    put(world, "03-CTr/ĐU", plan, issuer_unit=deep, issued_on=DUE)
    put(world, "04-CV/ĐU", resolution, issuer_unit=letter, type="letter")
    paper = put(world, "05-CTr/ĐU", issuer_unit=citing, issued_on=DUE + timedelta(days=10))
    reference = found(reading, "reference", "Nghị quyết 01")
    Citation.objects.create(document=paper, finding=reference, cited=resolution)
    rows = {row.unit: row for row in issuing(world, resolution).rows}
    assert (rows[deep].state, rows[deep].days, rows[deep].late) == ("in_time", 55, 0)
    assert (rows[citing].state, rows[citing].days, rows[citing].late) == ("late", 65, 10)
    assert rows[silent].state == rows[letter].state == "overdue"
    assert rows[silent].late == (TODAY - DUE).days
    assert issuing(world, resolution).median_days == 60
    assert [row.unit for row in narrowed(issuing(world, resolution), "cham")] == [citing]


def test_without_a_word_the_addressees_are_shown_and_nobody_is_late(world: World, resolution: Document) -> None:
    DocumentAddressee.objects.create(document=resolution, unit=world.commune)
    (row,) = issuing(world, resolution).rows
    assert (row.unit, row.state, row.late) == (world.commune, "waiting", None)


def test_every_unit_is_in_exactly_one_state(world: World, resolution: Document) -> None:
    units = communes(world, 6)
    ask_units(actor=world.clerk, document=resolution, units=units, due=DUE)
    for place, unit in enumerate(units[:3]):
        put(world, f"{place}-CTr/ĐU", resolution, issuer_unit=unit, issued_on=DUE + timedelta(days=place))
    found_all = issuing(world, resolution)
    states = ("in_time", "issued", "late", "overdue", "waiting")
    assert sum(found_all.of(state) for state in states) == len(found_all.rows) == 6
    assert found_all.issued == found_all.of("in_time", "issued", "late") == 3


def test_a_noted_programme_counts_and_can_be_taken_back(world: World, resolution: Document) -> None:
    ask_units(actor=world.clerk, document=resolution, units=[world.commune], due=DUE)
    noted = note_programme(
        actor=world.clerk, document=resolution, unit=world.commune, number="9-CTr/ĐU", issued_on=DUE, today=TODAY
    )
    (row,) = issuing(world, resolution).rows
    assert row.programme is not None
    assert (row.state, row.programme.number, row.programme.noted) == ("in_time", "9-CTr/ĐU", noted.pk)
    forget_programme(actor=world.clerk, noted=noted)
    assert issuing(world, resolution).issued == 0


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        (" ", DUE, "coverage.no_number"),
        ("9-CTr/ĐU", TODAY + timedelta(days=1), "coverage.in_future"),
        ("9-CTr/ĐU", ISSUED - timedelta(days=1), "coverage.before_issue"),
    ],
)
def test_a_note_that_cannot_be_is_refused(
    world: World, resolution: Document, number: str, day: date, code: str
) -> None:
    ask_units(actor=world.clerk, document=resolution, units=[world.commune])
    with pytest.raises(Refused, match=code):
        note_programme(
            actor=world.clerk, document=resolution, unit=world.commune, number=number, issued_on=day, today=TODAY
        )


def test_only_those_asked_anew_are_told_and_the_list_takes_the_place_of_the_old(
    world: World, resolution: Document
) -> None:
    ask_units(actor=world.clerk, document=resolution, units=[world.department])
    told = Receipt.objects.count()
    assert told
    ask_units(actor=world.clerk, document=resolution, units=[world.department], due=DUE)
    assert Receipt.objects.count() == told
    ask_units(actor=world.clerk, document=resolution, units=[world.commune])
    assert [row.unit for row in issuing(world, resolution).rows] == [world.commune]


def test_who_gives_no_work_may_not_ask(world: World, resolution: Document) -> None:
    with pytest.raises(Refused, match=r"access\.denied"):
        ask_units(actor=world.focal, document=resolution, units=[world.commune])


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_asks_as_often_for_many_units_as_for_few(world: World, resolution: Document) -> None:
    client = client_of(world, "clerk")
    address = f"/tai-lieu/{resolution.pk}/trien-khai/"

    def asked(number: int) -> int:
        units = communes(world, number)
        for place, unit in enumerate(units[::2]):
            put(world, f"{number}/{place}-CTr/ĐU", resolution, issuer_unit=unit)
        ask_units(actor=world.clerk, document=resolution, units=units, due=DUE)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked(4) == asked(60)


def test_the_office_asks_all_communes_and_notes_one(world: World, resolution: Document) -> None:
    client = client_of(world, "clerk")
    address = f"/tai-lieu/{resolution.pk}/trien-khai/"
    assert address in client.get(f"/tai-lieu/{resolution.pk}/").content.decode()
    client.post(f"{address}yeu-cau/", {"whom": "cap-xa", "due": "01/03/2026"})
    assert "0/1 đơn vị đã ban hành" in client.get(address).content.decode()
    data = {"unit": world.commune.pk, "number": "9-CTr/ĐU", "issued_on": "11/03/2026"}
    assert client.post(f"{address}ghi/", data).status_code == 302
    page = client.get(f"{address}?don-vi=cham").content.decode()
    assert "chậm 10 ngày" in page
    assert "9-CTr/ĐU" in page
    workbook = client.get(f"{address}?dang=xlsx")
    assert workbook.status_code == 200
    assert b"".join(workbook.streaming_content)[:2] == b"PK"


def test_who_is_only_addressed_does_not_see_how_others_carry_it_out(world: World, resolution: Document) -> None:
    DocumentAddressee.objects.create(document=resolution, unit=world.department)
    client = client_of(world, "focal")
    assert client.get(f"/tai-lieu/{resolution.pk}/").status_code == 200
    assert client.get(f"/tai-lieu/{resolution.pk}/trien-khai/").status_code == 403
    assert client_of(world, "outsider").get(f"/tai-lieu/{resolution.pk}/trien-khai/").status_code == 404


def test_the_overview_counts_as_the_pages_do(world: World, resolution: Document, reading: Reading) -> None:
    found(reading, "task", "Rà soát quy hoạch")
    other = put(world, "02-NQ/TU", type="resolution")
    units = communes(world, 5)
    ask_units(actor=world.clerk, document=resolution, units=units, due=DUE)
    DocumentAddressee.objects.create(document=other, unit=units[0])
    for place, unit in enumerate(units[:3]):
        put(world, f"{place}-CTr/ĐU", resolution, issuer_unit=unit, issued_on=DUE + timedelta(days=place))
    for document, tally in (
        (one, tallies_of(world.clerk, [resolution, other], today=TODAY)[one.pk]) for one in (resolution, other)
    ):
        whole = issuing(world, document)
        assert (tally.whole, tally.issued, tally.due) == (len(whole.rows), whole.issued, whole.due)
        assert (tally.late, tally.overdue) == (whole.of("late"), whole.of("overdue"))
    page = client_of(world, "clerk").get("/trien-khai/?q=01-nq").content.decode()
    assert "0/1 nhiệm vụ" in page
    assert "2 quá hạn" in page
    assert "02-NQ/TU" not in page
    assert "0-CTr/ĐU" not in client_of(world, "clerk").get("/trien-khai/").content.decode()


def test_the_overview_asks_as_often_for_many_papers_as_for_few(world: World) -> None:
    client = client_of(world, "clerk")

    def asked(number: int) -> int:
        for place in range(number):
            one = put(world, f"{number}/{place}-NQ/TU", type="resolution")
            ask_units(actor=world.clerk, document=one, units=[world.commune], due=DUE)
            create_task(
                actor=world.clerk, keeper=world.province, title=f"Việc {place}", lead_unit=world.department, due=TODAY,
                received_on=ISSUED, today=TODAY, document=one,
            )  # fmt: skip
        client.get("/trien-khai/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/trien-khai/").status_code == 200
        return len(queries)

    assert asked(2) == asked(9)


# --- groups -----------------------------------------------------------------------------------------------------------


def test_a_heading_proposes_a_group_where_it_speaks_of_one() -> None:
    assert proposed("III. Các nhiệm vụ trọng tâm") == "key"
    assert proposed("2. KHÂU ĐỘT PHÁ CHIẾN LƯỢC") == "breakthrough"
    assert proposed("Chương trình toàn khóa của Ban Chấp hành") == "programme"
    assert proposed("Nhiệm vụ trọng tâm và khâu đột phá") == proposed("Tổ chức thực hiện") == ""


def test_marks_stand_for_one_group_each_and_count_what_is_carried(
    world: World, resolution: Document, reading: Reading
) -> None:
    given, other = (found(reading, "task", words, "Nhiệm vụ trọng tâm") for words in ("Lập quỹ", "Rà soát"))
    waiting = found(reading, "task", "Chưa rà", state="open")
    create_task(
        actor=world.clerk, keeper=world.province, title="Lập quỹ", lead_unit=world.department, due=TODAY,
        received_on=ISSUED, today=TODAY, document=resolution, finding=given,
    )  # fmt: skip
    assert mark(actor=world.clerk, document=resolution, findings=[given.pk, waiting.pk], group="breakthrough") == 1
    assert mark(actor=world.clerk, document=resolution, findings=[given.pk, other.pk], group="key") == 2
    (row,) = groups_of(carried(world, resolution))
    assert (row.key, row.carried, len(row.items)) == ("key", 1, 2)
    mark(actor=world.clerk, document=resolution, findings=[other.pk], group="")
    assert [len(one.items) for one in groups_of(carried(world, resolution))] == [1]


def test_what_a_heading_proposes_is_marked_in_bulk(world: World, resolution: Document, reading: Reading) -> None:
    first, second = (found(reading, "task", words, "Nhiệm vụ trọng tâm") for words in ("Lập quỹ", "Rà soát"))
    found(reading, "task", "Việc khác", "Tổ chức thực hiện")
    client = client_of(world, "clerk")
    address = f"/tai-lieu/{resolution.pk}/trien-khai/"
    page = client.get(f"{address}nhom/?de-xuat=key").content.decode()
    assert page.count('name="chon"') == 2
    assert client.post(f"{address}nhom/", {"group": "key"}).status_code == 422
    data = {"group": "key", "chon": [f"c{first.pk}", f"c{second.pk}"]}
    assert client.post(f"{address}nhom/?de-xuat=key", data).status_code == 302
    assert "0/2 mục có nhiệm vụ thực hiện" in client.get(address).content.decode()
