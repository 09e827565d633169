"""Personal values: kept so that a named value can be verified, and none can be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import BEGIN, TODAY, World
from vaocuoc.audit.models import Entry
from vaocuoc.audit.operations import record
from vaocuoc.audit.personal import HASHED, hashed, hashed_values, matches, without_personal
from vaocuoc.audit.words import in_words
from vaocuoc.core.text import nfc
from vaocuoc.directory.organisations.operations import create_post
from vaocuoc.directory.people.operations import create_person, edit_person, hold_post

NAME, LATER = "Trần Thị Mẫu", "Trần Thị Mẫu Hai"


def plain(value: str) -> str:
    return " ".join(nfc(value).casefold().split())


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_it_fits_its_own_value_and_no_other(value: str, other: str) -> None:
    kept = hashed(value)
    assert HASHED.fullmatch(kept)
    assert matches(kept, value)
    assert matches(kept, other) is (plain(other) == plain(value))
    assert hashed(value) != kept


def test_it_needs_the_key_of_the_site(settings: object) -> None:
    kept = hashed(NAME)
    settings.SECRET_KEY = "khóa khác, chỉ để thử"
    assert not matches(kept, NAME)


def test_it_keeps_no_name_of_a_person(world: World) -> None:
    person = create_person(world.administrator, name=NAME)
    edit_person(world.administrator, person=person, name=LATER, user=None)
    post = create_post(world.administrator, unit=world.office, title="Chuyên viên", valid_from=BEGIN)
    hold_post(world.administrator, person=person, post=post, valid_from=TODAY)
    for entry in Entry.objects.all():
        assert "Mẫu" not in json.dumps(entry.facts, ensure_ascii=False)
        assert "mau" not in entry.folded.split()


def test_it_tells_which_name_was_and_which_is(world: World) -> None:
    person = create_person(world.administrator, name=NAME)
    edit_person(world.administrator, person=person, name=LATER, user=None)
    kept = hashed_values(Entry.objects.get(action="people.edit_person").facts)
    assert [name for name, text in kept.items() if matches(text, NAME)] == ["before"]
    assert [name for name, text in kept.items() if matches(text, f" {LATER.upper()}")] == ["name"]


def test_it_shows_that_a_value_was_hashed_and_not_the_hash(world: World) -> None:
    entry = record(world.administrator, "people.hold_post", world.leader.post, person=3, person_name=NAME)
    (line,) = in_words([entry])
    assert dict(line.facts)["cán bộ"].startswith("đã băm (")
    assert "hmac" not in str(line.facts)


def test_it_hashes_an_address_inside_a_sentence() -> None:
    facts = without_personal("directory.user", {"reason": "550 ten.mau@vi-du.vn: no such user", "count": 3})
    assert "ten.mau" not in facts["reason"]
    assert facts["reason"].startswith("550 hmac-sha256$")
    assert matches(facts["reason"], "ten.mau@vi-du.vn")
    assert facts["count"] == 3


@pytest.mark.parametrize("kind", ["directory.unit", "tracking.task"])
def test_it_leaves_names_of_units_and_tasks_readable(kind: str) -> None:
    assert without_personal(kind, {"name": "Sở Tài chính"}) == {"name": "Sở Tài chính"}
