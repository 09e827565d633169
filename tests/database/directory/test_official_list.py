"""The official list of provinces and communes: today's, the former ones, and what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from vaocuoc.audit.models import Entry
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Succession, Unit, UnitReach, UnitRelation
from vaocuoc.directory.organisations.official import OfficialList, Place, load_official, official_list
from vaocuoc.directory.organisations.operations import create_unit, relate_units

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
MERGED = date(2025, 7, 1)

# Two provinces became one; of its communes one joined two, one took a part, one went on as it was; one was divided.
INVENTED = OfficialList(
    provinces=(Place("tinhsonthuy", "96", "Tỉnh Sơn Thủy", "province"),),
    communes=(
        Place("tinhsonthuy_xabac", "99001", "Xã Bắc", "commune", "tinhsonthuy"),
        Place("tinhsonthuy_xanam", "99002", "Xã Nam", "commune", "tinhsonthuy"),
        Place("tinhsonthuy_xadao", "99003", "Xã Đảo", "commune", "tinhsonthuy"),
    ),
    former=(
        Place("cũ:tinhson", "96", "Tỉnh Sơn", "province"),
        Place("cũ:tinhthuy", "97", "Tỉnh Thủy", "province"),
        Place("cũ:tinhson_huyena", "961", "Huyện A", "district", "cũ:tinhson"),
        Place("cũ:tinhthuy_huyenb", "971", "Huyện B", "district", "cũ:tinhthuy"),
        Place("cũ:tinhson_huyena_xabac", "99001", "Xã Bắc", "commune", "cũ:tinhson_huyena"),
        Place("cũ:tinhson_huyena_xagiua", "99004", "Xã Giữa", "commune", "cũ:tinhson_huyena"),
        Place("cũ:tinhthuy_huyenb_xanam", "99002", "Xã Nam", "commune", "cũ:tinhthuy_huyenb"),
        Place("cũ:tinhthuy_huyenb_xadao", "99003", "Xã Đảo", "commune", "cũ:tinhthuy_huyenb"),
    ),
    became={
        "cũ:tinhson": ("tinhsonthuy",),
        "cũ:tinhthuy": ("tinhsonthuy",),
        "cũ:tinhson_huyena_xabac": ("tinhsonthuy_xabac",),
        "cũ:tinhson_huyena_xagiua": ("tinhsonthuy_xabac", "tinhsonthuy_xanam"),
        "cũ:tinhthuy_huyenb_xanam": ("tinhsonthuy_xanam",),
        "cũ:tinhthuy_huyenb_xadao": ("tinhsonthuy_xadao",),
    },
)


def lives(name: str) -> list[tuple[date, date | None]]:
    return sorted(Unit.objects.filter(name=name).values_list("valid_from", "valid_to"), key=str)


def test_it_enters_todays_places_and_the_former_ones_with_their_lives() -> None:
    done = load_official(None, INVENTED, since=SINCE)
    assert (done.made, done.found) == (11, 0)  # four of today, seven that ended; the island commune is one of both
    assert lives("Tỉnh Sơn Thủy") == [(MERGED, None)]
    assert lives("Tỉnh Sơn") == [(SINCE, MERGED)]
    assert lives("Xã Bắc") == [(SINCE, MERGED), (MERGED, None)]  # another territory under the same name and code
    assert lives("Xã Đảo") == [(SINCE, None)]


def test_it_knows_what_became_of_each_and_leaves_an_unknown_share_unknown() -> None:
    load_official(None, INVENTED, since=SINCE)
    went = {
        (one.predecessor.name, one.successor.name, one.share_ppm)
        for one in Succession.objects.select_related("predecessor", "successor")
    }
    assert went == {
        ("Tỉnh Sơn", "Tỉnh Sơn Thủy", 1_000_000),
        ("Tỉnh Thủy", "Tỉnh Sơn Thủy", 1_000_000),
        ("Xã Bắc", "Xã Bắc", 1_000_000),
        ("Xã Giữa", "Xã Bắc", None),
        ("Xã Giữa", "Xã Nam", None),
        ("Xã Nam", "Xã Nam", 1_000_000),
    }


def test_what_went_on_stood_below_its_district_and_stands_below_its_province() -> None:
    load_official(None, INVENTED, since=SINCE)
    above = UnitRelation.objects.filter(child__name="Xã Đảo").values_list("parent__name", "valid_from", "valid_to")
    assert set(above) == {("Huyện B", SINCE, MERGED), ("Tỉnh Sơn Thủy", MERGED, None)}
    province = Unit.objects.get(name="Tỉnh Thủy")
    reached = UnitReach.objects.filter(kind="territory", ancestor=province, depth=2)
    assert set(reached.values_list("descendant__name", flat=True)) == {"Xã Nam", "Xã Đảo"}


def test_loading_again_changes_nothing() -> None:
    load_official(None, INVENTED, since=SINCE)
    before = (Unit.objects.count(), UnitRelation.objects.count(), Succession.objects.count(), Entry.objects.count())
    done = load_official(None, INVENTED, since=SINCE)
    assert done.found == 11
    assert (done.made, done.relations, done.successions) == (0, 0, 0)
    assert before == (
        Unit.objects.count(), UnitRelation.objects.count(), Succession.objects.count(), Entry.objects.count(),
    )  # fmt: skip


def test_a_place_entered_by_hand_gets_its_code_instead_of_a_twin() -> None:
    province = create_unit(None, name="Tỉnh Sơn Thủy", kind="territory", level="province", valid_from=MERGED)
    commune = create_unit(None, name="Xã Bắc", kind="territory", level="commune", valid_from=MERGED)
    relate_units(None, kind="territory", parent=province, child=commune, valid_from=MERGED)
    load_official(None, INVENTED, since=SINCE)
    commune.refresh_from_db()
    assert commune.code == "99001"
    assert Unit.objects.filter(name="Xã Bắc", valid_to=None).count() == 1
    assert UnitRelation.objects.filter(parent=province, child=commune).count() == 1


def test_a_day_after_the_merger_is_refused() -> None:
    with pytest.raises(Refused, match=r"organisations\.since_after_merger"):
        load_official(None, INVENTED, since=MERGED)


def test_the_packages_list_is_whole() -> None:
    units = official_list()
    assert (len(units.provinces), len(units.communes)) == (34, 3_321)
    levels = [place.level for place in units.former]
    assert (levels.count("province"), levels.count("district"), levels.count("commune")) == (63, 696, 10_035)
    heirs = {key for found in units.became.values() for key in found}
    assert {place.key for place in (*units.provinces, *units.communes)} <= heirs
    assert {place.key for place in units.former if place.level != "district"} <= set(units.became)


def test_one_province_of_the_list_is_loaded_with_its_past() -> None:
    units = official_list().of_provinces(["Cà Mau"])
    load_official(None, units, since=SINCE)
    province = Unit.objects.get(name="Tỉnh Cà Mau", valid_to=None)
    assert set(province.predecessions.values_list("predecessor__name", flat=True)) == {"Tỉnh Cà Mau", "Tỉnh Bạc Liêu"}
    below = UnitReach.objects.filter(kind="territory", ancestor=province, depth=1, valid_to=None)
    assert below.count() == len(units.communes)
    with pytest.raises(Refused, match=r"organisations\.unknown_province"):
        official_list().of_provinces(["Tỉnh Không Có"])
