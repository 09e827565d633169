"""Which units and posts the words of a finding mean: the directory's matching, decided for the review.

A name that fits one unit well is filled in; one that fits several, or none well, is left in the paper's words with
candidates to take. Nothing is guessed. Everything of a page is asked at once: the number of queries is constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Post, Unit, UnitKind, UnitReach
from vaocuoc.directory.organisations.queries import UnitMatch, match_units_bulk, units_of_phrase

SURE = 0.9  # a match at least this good is filled in
_RIVAL = 0.04  # another unit this near to the best makes the name ambiguous
# Words that units' names begin with: "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế" is cut once, before "Sở Y tế".
_HEADS = (
    "các|sở|ban|bộ|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|đảng ủy|đảng uỷ|đảng bộ|tỉnh ủy|thành ủy|văn phòng|"
    "công an|mặt trận|ubmttq|mttq|hội|đoàn|tỉnh đoàn|liên đoàn|cục|chi cục|kho bạc|thuế|ngân hàng|"
    "trung tâm|viện|trường|báo|công ty|tổng công ty|thanh tra|tòa án|viện kiểm sát|ubkt|bch|btv|thường trực"
)
_PIECES = re.compile(rf"\s*;\s*|\s*,\s+(?=(?:{_HEADS})\b)|\s+và\s+(?=(?:{_HEADS})\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What words of address mean (đối chiếu danh bạ): one unit, a group of units, or candidates with the reason.

    ``reason`` is the directory's code (``exact``, ``alias``, ``abbreviation`` ...) or ``group``, ``several`` (the words
    name more than one unit), ``ambiguous`` (more than one unit fits), ``near`` (only one fits, not well), ``unknown``.
    """

    words: str
    reason: str = "unknown"
    unit: Unit | None = None
    group: tuple[Unit, ...] = ()
    candidates: tuple[Unit, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units the words surely mean."""
        return (self.unit,) if self.unit else self.group


class Directory:
    """Answers for many words with a constant number of queries; the keeper's own units win over namesakes elsewhere.

    ``seen`` are the units that the reviewer may see: no other is ever proposed.
    """

    def __init__(self, words: Iterable[str], *, keeper: Unit, today: date, seen: QuerySet[Unit] | None = None) -> None:
        asked = {word.strip() for word in words if word and word.strip()}
        asked |= {piece for word in asked for piece in pieces(word)}
        self._matches = match_units_bulk(asked, today=today, within=seen) if asked else {}
        self._own = (
            set(UnitReach.objects.filter(ancestor=keeper).values_list("descendant_id", flat=True)) if asked else set()
        )
        phrases = {word: group for word in asked if (group := units_of_phrase(word))}
        members = {group: tuple(group.units(today=today)) for group in set(phrases.values())}
        self._groups = {word: self._ours(members[group]) for word, group in phrases.items()}

    def one(self, words: str) -> Answer:
        """The one unit that words mean, as a lead must be."""
        words = words.strip()
        if not words:
            return Answer(words)
        answer = self._single(words)
        parts = pieces(words)
        if answer.unit is None and len(parts) > 1:
            found = tuple(unit for part in parts for unit in self._single(part).units[:1])
            if found:
                return Answer(words, "several", candidates=_once(found))
        return answer

    def many(self, words: str) -> tuple[Answer, ...]:
        """The units that a list of words means, piece by piece."""
        whole = words.strip()
        if not whole:
            return ()
        answer = self._single(whole)
        if answer.units:
            return (answer,)
        return tuple(self._single(part) for part in pieces(whole))

    def _single(self, words: str) -> Answer:
        matches = self._matches.get(words, [])
        best = self._best(matches)
        if best and best[0].score >= SURE and len(best) == 1:
            return Answer(words, best[0].reason, unit=best[0].unit)
        if group := self._groups.get(words):
            return Answer(words, "group", group=group)
        candidates = _once(match.unit for match in (*best, *matches))
        if len(best) > 1 and best[0].score >= SURE:
            return Answer(words, "ambiguous", candidates=candidates)
        return Answer(words, "near" if candidates else "unknown", candidates=candidates)

    def _best(self, matches: Sequence[UnitMatch]) -> list[UnitMatch]:
        """The matches that cannot be told apart by their names; a namesake of our own before others'."""
        top = [match for match in matches if match.score >= matches[0].score - _RIVAL]
        own = [match for match in top if match.unit.pk in self._own]
        top = own or top
        exact = [match for match in top if match.score >= 0.99]
        return exact or top

    def _ours(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(unit for unit in units if unit.pk in self._own) or units


def pieces(words: str) -> list[str]:
    """The parts of a list of units: cut at ";", and at "," and "và" before a word that a unit's name begins with."""
    return [piece.strip(" ,;.") for piece in _PIECES.split(words) if piece.strip(" ,;.")]


def posts_to_choose(keeper: Unit, *, today: date) -> list[Post]:
    """The posts that may follow or oversee: of the keeping unit and of the offices directly below it; one query."""
    offices = UnitReach.objects.filter(ancestor=keeper, depth__lte=1, descendant__kind=UnitKind.OFFICE)
    posts = Post.objects.filter(unit_id__in=[keeper.pk]) | Post.objects.filter(
        unit_id__in=offices.values("descendant_id")
    )
    alive = [
        post
        for post in posts.select_related("unit").order_by("unit__sort_key", "pk")
        if post.valid_from <= today and (post.valid_to is None or post.valid_to > today)
    ]
    return sorted(alive, key=lambda post: post.unit_id != keeper.pk)


def post_named(words: str, posts: Sequence[Post]) -> Post | None:
    """The one post that words name ("Chánh Văn phòng"), None where none or several do."""
    wanted = fold(words).strip()
    found = [post for post in posts if wanted and wanted in (fold(post.title), fold(str(post)))]
    return found[0] if len(found) == 1 else None


def _once(units: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple({unit.pk: unit for unit in units}.values())[:5]
