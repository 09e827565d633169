"""Holding key phrases against the words of a task: the longest phrase wins, a near rival makes the answer doubtful."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vaocuoc.core.functions.overlaps import OVERLAPS, Overlap
from vaocuoc.core.functions.roles import Role
from vaocuoc.core.text import fold, nfc

_NEAR = 0.75  # a rival's phrase at least this long beside the winner's makes the answer doubtful
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key phrase of an organ (cụm từ khóa): it counts unless one of ``exclusions`` stands in the task as well."""

    organ: Hashable
    words: str
    exclusions: tuple[str, ...] = ()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in the text, with its place."""

    phrase: Phrase
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rival:
    """Another organ that could be meant: by a phrase of its own, or on the ground of a shared word (a code)."""

    organ: Hashable
    hit: Hit | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who should lead (đề xuất chủ trì): the organ with the phrase that decided, and who else could be.

    ``doubt`` is empty where the answer is clear; ``rival`` where another organ's phrase is about as long; the topic of
    an :class:`Overlap` where only a shared word was found.
    """

    organ: Hashable | None = None
    hit: Hit | None = None
    doubt: str = ""
    rivals: tuple[Rival, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.organ is not None and not self.doubt


def propose(text: str, phrases: Sequence[Phrase]) -> Proposal:
    """Whose work the words of a task are by a table of phrases; accents, case, commas and line breaks aside."""
    said = fold(nfc(text))
    there = frozenset(_WORD.findall(said))
    near = (phrase for phrase in phrases if _words(phrase.words) <= there)
    hits = _uncovered([hit for phrase in near for hit in _hits(said, phrase)])
    if not hits:
        return _by_shared_word(said, phrases)
    best = max(hits, key=lambda hit: (hit.length, -hit.start))
    others: dict[Hashable, Hit] = {}
    for hit in hits:
        organ = hit.phrase.organ
        if organ != best.phrase.organ and (organ not in others or hit.length > others[organ].length):
            others[organ] = hit
    rivals = [Rival(organ, hit) for organ, hit in sorted(others.items(), key=lambda one: -one[1].length)]
    if shared := _shared(best, said):
        return Proposal(best.phrase.organ, best, shared.topic, _by_ground(shared, best, rivals, phrases))
    is_near = any(rival.hit is not None and rival.hit.length >= _NEAR * best.length for rival in rivals)
    return Proposal(best.phrase.organ, best, "rival" if is_near else "", tuple(rivals))


def _by_shared_word(said: str, phrases: Sequence[Phrase]) -> Proposal:
    """Nobody, with those who could be meant by a shared word where one stands in the text."""
    shared = next((one for one in OVERLAPS if any(_found(said, words) for words in one.words)), None)
    if shared is None:
        return Proposal()
    grounds = dict(shared.grounds)
    organs = {phrase.organ: phrase.role for phrase in phrases if phrase.role in grounds}
    rivals = tuple(Rival(organ, None, grounds[role]) for organ, role in organs.items() if role is not None)
    return Proposal(doubt=shared.topic, rivals=rivals)


def _by_ground(shared: Overlap, best: Hit, rivals: list[Rival], phrases: Sequence[Phrase]) -> tuple[Rival, ...]:
    """The rivals by their phrases, and the organs of the table that the shared word could mean as well."""
    grounds = dict(shared.grounds)
    found = {
        best.phrase.organ: Rival(best.phrase.organ, best, grounds.get(best.phrase.role, "") if best.phrase.role else "")
    }
    for rival in rivals:
        role = rival.hit.phrase.role if rival.hit else None
        found[rival.organ] = Rival(rival.organ, rival.hit, grounds.get(role, "") if role else "")
    for phrase in phrases:
        if phrase.role in grounds and phrase.organ not in found:
            found[phrase.organ] = Rival(phrase.organ, None, grounds[phrase.role])
    return tuple(found.values())


def _shared(best: Hit, said: str) -> Overlap | None:
    """The topic whose shared word is all that was found."""
    words = _canonical(said[best.start : best.end])
    return next((one for one in OVERLAPS if words in {_canonical(fold(shared)) for shared in one.words}), None)


def _hits(said: str, phrase: Phrase) -> Iterable[Hit]:
    pattern = _pattern(phrase.words)
    if pattern is None or any(_found(said, words) for words in phrase.exclusions):
        return ()
    return (Hit(phrase, *match.span()) for match in pattern.finditer(said))


def _found(said: str, words: str) -> bool:
    pattern = _pattern(words)
    return pattern is not None and pattern.search(said) is not None


@lru_cache(maxsize=10_000)
def _pattern(words: str) -> re.Pattern[str] | None:
    """The words of a phrase one after another, whatever stands between them that is no word."""
    parts = _WORD.findall(fold(nfc(words)))
    return re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, parts)) + r"(?!\w)") if parts else None


@lru_cache(maxsize=10_000)
def _words(phrase: str) -> frozenset[str]:
    """The words of a phrase: without them all in the text there is no need to look for their order."""
    return frozenset(_WORD.findall(fold(nfc(phrase))))


def _canonical(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """The hits that lie in no longer one: "tuyên truyền" inside "tuyên truyền nghị quyết" says nothing more."""
    return [
        hit
        for hit in hits
        if not any(other.length > hit.length and other.start <= hit.start and hit.end <= other.end for other in hits)
    ]
