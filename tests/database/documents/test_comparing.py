"""Two versions compared in words: nothing lost, nothing invented, bounded work, and the page that shows it."""

from __future__ import annotations

import random

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.database.documents.conftest import PAPER
from vaocuoc.documents.library.comparing import Change, Comparison, compare
from vaocuoc.documents.models import Reading
from vaocuoc.documents.readings.operations import read_file

SENTENCES = st.lists(st.sampled_from(["Một việc.", "Hai việc nữa.", "Ba việc cần làm ngay.", "Bốn.", "Năm xã."]))


def sides(comparison: Comparison) -> tuple[list[str], list[str]]:
    """The two versions as a comparison tells them."""
    old, new = [], []
    for part in comparison.parts:
        if isinstance(part, Change):
            old += ["".join(piece.text for piece in part.old).strip()] if part.old else []
            new += ["".join(piece.text for piece in part.new).strip()] if part.new else []
        else:
            old += part.sentences
            new += part.sentences
    return old, new


@given(SENTENCES, SENTENCES)
def test_it_tells_both_versions_whole_and_in_order(old, new):
    assert sides(compare("\n".join(old), "\n".join(new))) == (old, new)


@given(SENTENCES)
def test_it_finds_nothing_between_a_text_and_itself(sentences):
    text = "\n".join(sentences)
    assert not compare(text, text.replace("\n", "\n\n  ")).differs


def test_it_marks_the_words_that_changed():
    comparison = compare(
        "Giữ nguyên.\nSở Tài chính hoàn thành trước ngày 30/11/2026.",
        "Giữ nguyên.\nSở Tài chính hoàn thành trước ngày 15/12/2026.\nGiao Sở Nội vụ theo dõi.",
    )
    assert [comparison.count(kind) for kind in ("changed", "added", "removed")] == [1, 1, 0]
    changed = next(part for part in comparison.parts if isinstance(part, Change))
    assert [piece.text for piece in changed.old if piece.changed] == ["30/11/2026."]
    assert [piece.text for piece in changed.new if piece.changed] == ["15/12/2026."]


def test_it_does_not_compare_each_with_each_in_a_large_paper(monkeypatch):
    """The stretches handed to the quadratic comparison stay small, however long the papers are."""
    import vaocuoc.documents.library.comparing as module

    sizes = []
    plain = module.SequenceMatcher

    def watched(junk, a, b, **options):
        sizes.append(len(a) * len(b))
        return plain(junk, a, b, **options)

    monkeypatch.setattr(module, "SequenceMatcher", watched)
    chance = random.Random(1)
    old = [f"Việc thứ {n} của kế hoạch năm {chance.randrange(9)}." for n in range(20_000)]
    new = [line if n % 50 else line.replace("Việc", "Phần việc") for n, line in enumerate(old)]
    comparison = compare("\n".join(old), "\n".join(new))
    assert comparison.count("changed") == 400
    assert sum(sizes) < 100_000
    same = ["Như nhau."] * 20_000
    assert compare("\n".join(same), "\n".join(["Khác."] * 20_000)).count("removed") == 20_000
    assert max(sizes) <= 600 * 600


@pytest.mark.django_db
def test_the_page_compares_the_last_two_versions_and_any_other(read_paper, upload, world):
    document = read_paper()
    newer = PAPER.replace("trước ngày 30/11/2026", "trước ngày 15/12/2026") + "3- Giao Sở Nội vụ theo dõi.\n"
    client = Client()
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("library:compare", args=[document.pk])
    assert "Chưa có hai bản để so sánh" in client.get(address).content.decode()
    upload(newer, name="ban-2.txt", replaces=document)
    assert "chưa đọc xong, chưa so sánh được" in client.get(address).content.decode()
    for reading in Reading.objects.filter(state="waiting"):
        read_file(reading.pk)
    page = client.get(address).content.decode()
    assert "<del>30/11/2026." in page
    assert "<ins>15/12/2026." in page
    assert "câu không đổi" in page
    first = document.files.order_by("pk").first()
    assert "giống nhau từng câu" in client.get(address, {"tu": first.pk, "den": first.pk}).content.decode()
    assert client.get(address, {"tu": "x", "den": "999999", "trang": "77"}).status_code == 200
