"""The fonts that are built: digits on one advance, every letter of Vietnamese, no reserved name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from vaocuoc.ui import fonts

LETTERS = "ĂăÂâĐđÊêÔôƠơƯư" + "ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ".swapcase() + "–“”…×−₫"


@pytest.fixture(scope="module")
def built() -> list[Path]:
    """As `vaocuoc build` makes them: made anew only where the recipe or a package changed since."""
    return fonts.build(settings.PACKAGE / "built" / "ui" / "fonts")


def sans(built: list[Path]) -> Iterator[TTFont]:
    return (TTFont(path) for path in built if path.name.startswith("BeVietnamPro"))


def tabular_width(font: TTFont, text: str) -> int:
    """How wide the text is with ``tabular-nums``: every digit replaced as the feature says."""
    table = font["GSUB"].table
    lookups = [
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    ]
    mapping = table.LookupList.Lookup[lookups[0]].SubTable[0].mapping
    names = [font.getBestCmap()[ord(letter)] for letter in text]
    return sum(font["hmtx"][mapping.get(name, name)][0] for name in names)


def test_it_gives_figures_one_width(built: list[Path]) -> None:
    for font in sans(built):
        assert tabular_width(font, "1.111.111") == tabular_width(font, "4.808.640")


def test_it_keeps_every_letter_of_vietnamese(built: list[Path]) -> None:
    for path in built:
        letters = TTFont(path).getBestCmap()
        assert not [letter for letter in LETTERS + LETTERS.lower() if ord(letter) not in letters], path.name


def test_it_does_not_carry_a_reserved_name(built: list[Path]) -> None:
    serif = TTFont(next(path for path in built if path.name.startswith("DocumentSerif")))
    shown = {record.toUnicode() for record in serif["name"].names if record.nameID in (1, 3, 4, 6, 16, 25)}
    assert not [name for name in shown if "Source" in name]


def test_it_stays_small_enough_for_a_slow_line(built: list[Path]) -> None:
    assert sum(path.stat().st_size for path in built) < 180_000
