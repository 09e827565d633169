"""Whose work a task is: the longest phrase wins, shared words are doubtful and say why."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.functions import Phrase, Role, audience, propose, role_of, starting_table

TABLE = [
    Phrase("ubkt", "kiểm tra, giám sát", role=Role.INSPECTION),
    Phrase("ubkt", "kiểm tra khi có dấu hiệu vi phạm", role=Role.INSPECTION),
    Phrase("mttq", "giám sát và phản biện xã hội", role=Role.FRONT),
    Phrase("mttq", "giám sát", role=Role.FRONT),
    Phrase("bxdd", "tuyên truyền", role=Role.PARTY_BUILDING),
    Phrase("bxdd", "tuyên truyền nghị quyết", role=Role.PARTY_BUILDING),
    Phrase("ubnd", "cải cách hành chính", role=Role.GOVERNMENT),
    Phrase("ubnd", "giáo dục", ("giáo dục lý luận chính trị",), role=Role.GOVERNMENT),
    Phrase("bxdd", "lý luận chính trị", role=Role.PARTY_BUILDING),
]


def test_it_takes_the_longest_phrase() -> None:
    found = propose("Tổ chức giám sát và phản biện xã hội đối với dự án thu gom rác", TABLE)
    assert found.organ == "mttq"
    assert found.is_sure
    assert found.hit is not None
    assert found.hit.phrase.words == "giám sát và phản biện xã hội"


def test_it_reads_without_accents_case_and_commas() -> None:
    assert propose("KIEM TRA,\n GIAM SAT khi co\ndau hieu", TABLE).organ == "ubkt"
    assert propose("Đẩy mạnh Cải cách\nhành chính", TABLE).is_sure


def test_it_finds_no_phrase_inside_other_words() -> None:
    assert propose("Hoạt động giám sátviên", TABLE).organ is None


def test_it_says_who_else_a_shared_word_could_mean_and_why() -> None:
    found = propose("Tăng cường công tác giám sát việc thực hiện nghị quyết", TABLE)
    assert found.doubt == "supervision"
    assert not found.is_sure
    grounds = {rival.organ: rival.ground for rival in found.rivals}
    assert grounds == {"mttq": "supervision.front", "ubkt": "supervision.party"}


def test_it_names_who_could_be_meant_where_the_table_has_only_longer_phrases() -> None:
    table = [Phrase("ubkt", "chương trình kiểm tra, giám sát", role=Role.INSPECTION)]
    found = propose("Tăng cường giám sát ở cơ sở", table)
    assert (found.organ, found.doubt) == (None, "supervision")
    assert [(rival.organ, rival.ground) for rival in found.rivals] == [("ubkt", "supervision.party")]


def test_a_longer_phrase_settles_a_shared_word() -> None:
    found = propose("Tuyên truyền nghị quyết đến từng chi bộ", TABLE)
    assert (found.organ, found.doubt) == ("bxdd", "")


def test_it_is_doubtful_where_two_organs_are_named_alike_long() -> None:
    found = propose("Cải cách hành chính gắn với giám sát và phản biện xã hội", TABLE)
    assert found.organ == "mttq"
    assert [rival.organ for rival in found.rivals] == ["ubnd"]


def test_an_exclusion_takes_a_phrase_away() -> None:
    assert propose("Nâng cao chất lượng giáo dục", TABLE).organ == "ubnd"
    assert propose("Đổi mới giáo dục lý luận chính trị", TABLE).organ == "bxdd"


def test_it_proposes_nobody_where_nothing_is_found() -> None:
    assert propose("Hoàn thành trước ngày 30/11", TABLE).organ is None


@given(st.text(max_size=200))
def test_it_takes_any_text(text: str) -> None:
    found = propose(text, TABLE)
    assert (found.organ is None) == (found.hit is None)
    if found.hit:
        assert 0 <= found.hit.start < found.hit.end <= len(text)


def test_it_knows_organs_by_their_names() -> None:
    names = {
        "Ủy ban Kiểm tra Tỉnh ủy": Role.INSPECTION,
        "UBKT Đảng ủy xã": Role.INSPECTION,
        "Uỷ ban MTTQ Việt Nam xã Yên Thượng": Role.FRONT,
        "Ủy ban nhân dân xã Yên Thượng": Role.GOVERNMENT,
        "Đảng ủy UBND tỉnh": Role.GOVERNMENT,
        "Văn phòng Đảng ủy": Role.OFFICE,
        "Văn phòng UBND tỉnh": None,
        "Ban Xây dựng Đảng Đảng ủy xã": Role.PARTY_BUILDING,
        "Ban Tổ chức Tỉnh ủy": Role.ORGANISATION,
        "Kho bạc Nhà nước": None,
    }
    assert {name: role_of(name) for name in names} == names


def test_the_starting_tables_name_each_phrase_once_an_organ() -> None:
    for level in ("commune", "province"):
        for organ in starting_table(level):
            assert len(organ.phrases) == len(set(organ.phrases)), organ.name
            assert role_of(organ.name if organ.role != Role.OFFICE else "Văn phòng Đảng ủy") == organ.role


def test_it_knows_whom_group_words_address() -> None:
    def kinds(words: str) -> set[str]:
        return {kind for one in audience(words) for kind in one.kinds}

    assert kinds("các đảng ủy xã, phường") >= {"party"}
    assert kinds("UBND các xã, phường") >= {"government"}
    assert any(one.directly_below for one in audience("các cấp ủy trực thuộc"))
    assert any("commune" in one.levels for one in audience("cấp xã"))
    assert audience("Sở Tài chính") == ()
    assert audience("Ban Tuyên giáo và Dân vận Tỉnh ủy") == ()
