import pytest
from pytest_django import DjangoAssertNumQueries

from tests.database.conftest import TODAY, World
from vaocuoc.directory.models import Level, Unit, UnitKind
from vaocuoc.directory.organisations.operations import add_alias, create_unit, end_unit
from vaocuoc.directory.organisations.queries import UnitMatch, match_units, match_units_bulk, units_of_phrase

PROVINCE = [
    ("Đảng ủy Ủy ban nhân dân tỉnh Minh Giang", UnitKind.PARTY, Level.PROVINCE),
    ("Ủy ban nhân dân tỉnh Minh Giang", UnitKind.GOVERNMENT, Level.PROVINCE),
    ("Đảng ủy các cơ quan Đảng tỉnh Minh Giang", UnitKind.PARTY, Level.PROVINCE),
    ("Tỉnh ủy Minh Giang", UnitKind.PARTY, Level.PROVINCE),
    ("Văn phòng Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
    ("Ủy ban Kiểm tra Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
    ("Ban Tổ chức Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
    ("Sở Tài chính", UnitKind.DEPARTMENT, Level.PROVINCE),
    ("Sở Tư pháp", UnitKind.DEPARTMENT, Level.PROVINCE),
    ("Sở Nông nghiệp và Môi trường", UnitKind.DEPARTMENT, Level.PROVINCE),
    ("Sở Y tế", UnitKind.DEPARTMENT, Level.PROVINCE),
    ("Đảng ủy xã Yên Thượng", UnitKind.PARTY, Level.COMMUNE),
    ("Đảng ủy xã Yên Thương", UnitKind.PARTY, Level.COMMUNE),
    ("Ủy ban nhân dân xã Yên Thượng", UnitKind.GOVERNMENT, Level.COMMUNE),
    ("Xã Yên Thượng", UnitKind.TERRITORY, Level.COMMUNE),
]


@pytest.fixture
def province(db: None) -> None:
    for name, kind, level in PROVINCE:
        create_unit(None, name=name, kind=kind, level=level, valid_from=TODAY, rebuild=False)


def best(text: str) -> UnitMatch | None:
    return next(iter(match_units(text, today=TODAY)), None)


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ĐU UBND tỉnh", "Đảng ủy Ủy ban nhân dân tỉnh Minh Giang"),
        ("Đảng uỷ UBND tỉnh", "Đảng ủy Ủy ban nhân dân tỉnh Minh Giang"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Minh Giang"),
        ("Sở TC", "Sở Tài chính"),
        ("sở tài chính", "Sở Tài chính"),
        ("Sở Tài chinh", "Sở Tài chính"),
        ("Sở Tài chíh", "Sở Tài chính"),
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở Nông nghiệp - Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("VPTU", "Văn phòng Tỉnh ủy"),
        ("Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh ủy"),
        ("UBKT Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("UBKTTU", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("Ban TCTU", "Ban Tổ chức Tỉnh ủy"),
        ("TU", "Tỉnh ủy Minh Giang"),
        ("UBND xã Yên Thượng", "Ủy ban nhân dân xã Yên Thượng"),
        ("Đảng ủy xã Yên Thương", "Đảng ủy xã Yên Thương"),
        ("Đảng ủy xã Yên Thượng", "Đảng ủy xã Yên Thượng"),
        ("xã Yên Thượng", "Xã Yên Thượng"),
    ],
)
def test_it_finds_the_unit_that_a_paper_means(text: str, name: str) -> None:
    match = best(text)
    assert match is not None
    assert match.unit.name == name
    assert 0.6 <= match.score <= 1


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    "text", ["", "   ", "tư", "Sở Xây dựng", "Bộ Quốc phòng", "đồng chí Bí thư", "kết quả thực hiện"]
)
def test_it_finds_none_where_none_is_meant(text: str) -> None:
    assert match_units(text, today=TODAY) == []


@pytest.mark.usefixtures("province")
def test_it_is_sure_only_of_the_name_itself() -> None:
    exact, near = match_units("Đảng ủy xã Yên Thương", today=TODAY)[:2]
    assert (exact.score, exact.reason) == (1.0, "exact")
    assert near.unit.name == "Đảng ủy xã Yên Thượng"
    assert near.score < 0.95


@pytest.mark.usefixtures("province")
def test_it_learns_another_name() -> None:
    finance = Unit.objects.get(name="Sở Tài chính")
    assert best("Cơ quan giữ ngân khố") is None
    add_alias(None, unit=finance, name="Cơ quan giữ ngân khố")
    add_alias(None, unit=finance, name="cơ quan  giữ ngân khố ")
    assert finance.aliases.count() == 1
    match = best("cơ quan giữ ngân khố")
    assert match is not None
    assert (match.unit, match.reason) == (finance, "alias")


def test_it_keeps_to_the_units_asked_for(world: World) -> None:
    assert match_units("Tỉnh ủy Sơn Khê", today=TODAY)[0].unit == world.elsewhere
    assert match_units("Tỉnh ủy Sơn Khê", today=TODAY, within=world.clerk.visible_units()) == []


def test_it_leaves_out_units_that_ended(world: World) -> None:
    end_unit(None, world.department, valid_to=TODAY)
    assert match_units("Sở Tài chính", today=TODAY) == []


def test_it_asks_the_database_twice_however_many_names(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = match_units_bulk(["Sở TC", "Tỉnh ủy Minh Giang", "không có"], today=TODAY)
    assert found["Sở TC"][0].unit == world.department
    assert found["không có"] == []


@pytest.mark.parametrize(
    ("phrase", "kind", "level"),
    [
        ("các đảng ủy xã, phường", UnitKind.PARTY, Level.COMMUNE),
        ("Đảng uỷ các xã, phường, đặc khu", UnitKind.PARTY, Level.COMMUNE),
        ("UBND các xã, phường", UnitKind.GOVERNMENT, Level.COMMUNE),
        ("các sở, ban, ngành cấp tỉnh", UnitKind.DEPARTMENT, Level.PROVINCE),
        ("các ban đảng Tỉnh ủy", UnitKind.OFFICE, Level.PROVINCE),
        ("các đảng ủy trực thuộc Tỉnh ủy", UnitKind.PARTY, Level.PROVINCE),
        ("các địa phương", UnitKind.TERRITORY, Level.COMMUNE),
    ],
)
def test_it_knows_phrases_that_address_a_whole_group(phrase: str, kind: str, level: str) -> None:
    group = units_of_phrase(phrase)
    assert group is not None
    assert (group.kind, group.level) == (kind, level)


@pytest.mark.parametrize("phrase", ["Sở Tài chính", "Đảng ủy xã Yên Thượng", "UBND phường Đông Hà", ""])
def test_it_takes_one_unit_for_no_group(phrase: str) -> None:
    assert units_of_phrase(phrase) is None


def test_it_gives_the_units_of_a_group(world: World) -> None:
    group = units_of_phrase("các đảng ủy xã, phường")
    assert group is not None
    assert list(group.units(today=TODAY)) == [world.commune]
