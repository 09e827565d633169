"""Which unit a name in a paper means (đối chiếu tên đơn vị): abbreviations, initials, a place left out, a slip.

Pure: it compares names it is given. ``queries.match_units`` gives it the living units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from vaocuoc.core.text import fold, nfc, normalise_tone_marks

_WORD = re.compile(r"[^\W_]+")

# Folded abbreviations of the field, each a whole word. "tu" and "hu" stand for committees only at the head of a name.
_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "ubkt": "uy ban kiem tra",
    "ubkttu": "uy ban kiem tra tinh uy",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "vp": "van phong",
    "vptu": "van phong tinh uy",
    "btctu": "ban to chuc tinh uy",
    "bnctu": "ban noi chinh tinh uy",
    "btgdvtu": "ban tuyen giao va dan van tinh uy",
    "btgdv": "ban tuyen giao va dan van",
    "btc": "ban to chuc",
    "bnc": "ban noi chinh",
    "du": "dang uy",
    "tp": "thanh pho",
    "ldld": "lien doan lao dong",
    "lhpn": "lien hiep phu nu",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
    "ccb": "cuu chien binh",
    "nn": "nong nghiep",
    "mt": "moi truong",
    "khcn": "khoa hoc va cong nghe",
    "gddt": "giao duc va dao tao",
    "vhttdl": "van hoa the thao va du lich",
    "nnmt": "nong nghiep va moi truong",
    "kbnn": "kho bac nha nuoc",
}
_OWN_PLACE = frozenset({"tinh", "pho"})
_SMALL = frozenset({"va", "cua", "cac", "nhung"})  # words that papers put in or leave out


@dataclass(frozen=True)
class Name:
    """One name of a unit: its own, its short one or another."""

    unit_id: int
    text: str
    is_alias: bool


@dataclass(frozen=True)
class Likeness:
    """How near a name is: ``score`` from 0 to 1 and the code of the reason."""

    unit_id: int
    score: float
    reason: str  # exact | alias | accents | abbreviation | initials | shortened | similar


@lru_cache(maxsize=20_000)
def expanded(text: str) -> tuple[str, ...]:
    """The folded words of a name with the abbreviations of the field written out, small words left out."""
    found = [word for raw in _WORD.findall(fold(nfc(text))) for word in _ABBREVIATIONS.get(raw, raw).split()]
    return tuple(word for word in found if word not in _SMALL)


def _canonical(text: str) -> str:
    return " ".join(_WORD.findall(normalise_tone_marks(nfc(text)).casefold()))


class Matcher:
    """The names of many units, prepared once and asked many times."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = [name for name in names if expanded(name.text)]
        self._canonical: dict[str, list[Name]] = defaultdict(list)
        self._folded: dict[str, list[Name]] = defaultdict(list)
        self._words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
        for name in self._names:
            words = expanded(name.text)
            self._canonical[_canonical(name.text)].append(name)
            self._folded[fold(_canonical(name.text))].append(name)
            self._words[words].append(name)
            self._by_first[words[0][0]].append((words, name))
        self._joined = [" ".join(expanded(name.text)) for name in self._names]

    def best(self, text: str, *, limit: int = 5) -> list[Likeness]:
        """The nearest units, best first, each once; nothing under 0.6."""
        words = expanded(text)
        if not words:
            return []
        found: dict[int, Likeness] = {}
        for likeness in self._certain(text, words):
            _keep(found, likeness)
        if not any(one.score >= 0.95 for one in found.values()):
            written_short = text.strip().isupper()  # "TU" may be "Tỉnh ủy", "tư" is not
            for likeness in (*self._by_initials(words, alone=written_short), *self._similar(words, limit)):
                _keep(found, likeness)
        return sorted(found.values(), key=lambda one: (-one.score, one.unit_id))[:limit]

    def _certain(self, text: str, words: tuple[str, ...]) -> Iterable[Likeness]:
        canonical = _canonical(text)
        for name in self._canonical.get(canonical, ()):
            yield Likeness(name.unit_id, 0.99 if name.is_alias else 1.0, "alias" if name.is_alias else "exact")
        folded = fold(canonical)
        for name in self._folded.get(folded, ()):
            yield Likeness(name.unit_id, 0.96 if canonical == folded else 0.93, "accents")
        for name in self._words.get(words, ()):
            if fold(_canonical(name.text)) != folded:  # else it was told apart by its accents already
                yield Likeness(name.unit_id, 0.95, "abbreviation")

    def _by_initials(self, words: tuple[str, ...], *, alone: bool) -> Iterable[Likeness]:
        for full, name in self._by_first.get(words[0][0], ()):
            if len(full) >= len(words):
                rest = _left_over(words, full)
                if rest == 0:
                    yield Likeness(name.unit_id, 0.9, "initials")
                elif rest is not None and (alone or len(words) > 1):
                    # Papers of a province never repeat its name: "UBND tỉnh" is all but certain.
                    score = 0.92 if words[-1] in _OWN_PLACE else max(0.7, round(0.9 - 0.03 * rest, 2))
                    yield Likeness(name.unit_id, score, "shortened")

    def _similar(self, words: tuple[str, ...], limit: int) -> Iterable[Likeness]:
        query = " ".join(words)
        near = process.extract(query, self._joined, scorer=fuzz.ratio, score_cutoff=80, limit=limit * 2)
        for _, ratio, position in near:
            yield Likeness(self._names[position].unit_id, round(ratio / 100 * 0.9, 3), "similar")


def _keep(found: dict[int, Likeness], likeness: Likeness) -> None:
    known = found.get(likeness.unit_id)
    if known is None or likeness.score > known.score:
        found[likeness.unit_id] = likeness


def _left_over(short: tuple[str, ...], full: tuple[str, ...]) -> int | None:
    """How many words of ``full`` remain once ``short`` is spelt by its words or their initials; None if it is not.

    "so tc" spells "so tai chinh" (0 left); "uy ban nhan dan tinh" begins "uy ban nhan dan tinh minh giang" (2 left).
    """
    places = {0}
    for word in short:
        following = set()
        for place in places:
            if place < len(full) and full[place] == word:
                following.add(place + 1)
            end = place + len(word)
            if (
                len(word) > 1
                and end <= len(full)
                and all(full[place + step].startswith(letter) for step, letter in enumerate(word))
            ):
                following.add(end)
        if not following:
            return None
        places = following
    return len(full) - max(places)
