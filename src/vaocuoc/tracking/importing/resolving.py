"""What the words of a tracker mean in this office (đối chiếu giá trị): units, posts, states; what is unknown is asked.

A word is settled by what the office chose before, by a code's own words, or by a name that fits one unit and no other
for certain. Everything else becomes a question with proposals; nothing is guessed. An answer is written as text:
``u:12`` a unit, ``p:5`` a post, ``u:12+13,14`` a lead with cooperating units, ``d:2026-09-30`` a day, ``-`` left open,
else a code.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers import DayReading, words
from vaocuoc.core.trackers.words import plain_word
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.organisations.queries import UnitMatch, match_units_bulk
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.models import PostHolding

LEFT_OPEN = "-"
CERTAIN = 0.93
_LIKELY = 0.85
_CLEAR_BY = 0.04
_SHOWN = 5
_SORTS = frozenset(
    fold(word)
    for word in (
        "sở", "ban", "ngành", "ban ngành", "đoàn thể", "hội", "cơ quan", "đơn vị", "địa phương", "xã", "phường",
        "đặc khu", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh",
    )
)  # fmt: skip
"""Sorts of units that name none by themselves: what goes on after "các ..." in one breath."""
_PARTS = re.compile(r"\s*(?:[;\n,/+]| - |\bvà\b)\s*", re.IGNORECASE)

WORD_FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "state": words.STATES,
    "deadline_kind": words.DEADLINE_KINDS,
    "urgency": words.URGENCIES,
    "product_level": words.LEVELS,
    "indicator_kind": words.KINDS_OF_INDICATOR,
    "frequency": words.FREQUENCIES,
    "unit_kind": words.KINDS_OF_UNIT,
    "level": words.LEVELS,
    "relation": words.RELATIONS,
}
"""The fields whose words stand for codes."""


@dataclass(frozen=True)
class Proposal:
    """One possible answer: how it is written, what it is called, and why it is proposed (a code)."""

    value: str
    label: str
    reason: str = ""


@dataclass
class Question:
    """A value that nobody has explained yet (giá trị cần hỏi); ``preset`` is the proposal that is all but certain."""

    kind: str
    text: str
    count: int = 0
    proposals: list[Proposal] = field(default_factory=list)
    preset: str = ""
    reason: str = "unknown"  # unknown | several_fit | several_units | no_day

    @property
    def key(self) -> str:
        return f"{self.kind}:{plain_word(self.text)}"


@dataclass(frozen=True)
class Lead:
    """Who leads: a unit or a post, with those that cooperate where one cell named them all."""

    unit: int | None = None
    post: int | None = None
    cooperating: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.unit is not None or self.post is not None


class Resolver:
    """Answers for the words of one file; asks the directory twice however long the file is."""

    def __init__(self, actor: Actor, *, today: date, choices: Mapping[tuple[str, str], str]) -> None:
        self._actor, self._today, self._choices = actor, today, choices
        self._matches: dict[str, list[UnitMatch]] = {}
        self._posts: dict[str, set[int]] = defaultdict(set)
        self._post_names: dict[int, str] = {}
        self._asked: dict[str, Question] = {}
        self._counts: Counter[str] = Counter()

    def prepare(self, unit_texts: Iterable[str], *, posts: bool) -> None:
        """Look all names of units up at once, and the posts where they may be named."""
        texts = {text for whole in unit_texts for text in (whole, *parts_of(whole)) if text}
        if texts:
            visible = self._actor.visible_units()
            self._matches = match_units_bulk(sorted(texts), today=self._today, within=visible, limit=_SHOWN)
        if posts:
            self._load_posts()

    def questions(self) -> list[Question]:
        """What must still be asked, what stands most often first."""
        for key, question in self._asked.items():
            question.count = self._counts[key]
        return sorted(self._asked.values(), key=lambda one: (_ORDER.get(one.kind, 9), -one.count, one.text))

    # -- codes

    def code(self, field_: str, text: str) -> str:
        """The code of a word of ``field_``; empty where it must be asked or was left open."""
        if not plain_word(text):
            return ""
        chosen = self._chosen(field_, text)
        if chosen is not None:
            return "" if chosen == LEFT_OPEN else chosen
        found = words.state_of(text) if field_ == "state" else words.code_of(WORD_FIELDS[field_], text)
        if not found:
            self._ask(Question(field_, text))
        return found

    # -- units and posts

    def unit(self, text: str, *, field_: str = "unit") -> int | None:
        """The one unit that a name means."""
        text = nfc(text).strip()
        if not text:
            return None
        chosen = self._chosen(field_, text)
        if chosen is not None:
            return _number(chosen, "u")
        certain = self._certain(text)
        if certain is None:
            self._ask(self._about_unit(field_, text))
        return certain

    def known_unit(self, text: str) -> int | None:
        """The same, without asking: for partners and groups, whose own words are kept instead."""
        chosen = self._chosen("unit", text) or self._chosen("lead", text)
        return _number(chosen, "u") if chosen else self._certain(nfc(text).strip())

    def lead(self, text: str) -> Lead:
        """Who leads by what one cell says: a unit, a post, or several units of which one must be chosen."""
        text = nfc(text).strip()
        if not text:
            return Lead()
        chosen = self._chosen("lead", text)
        if chosen is not None:
            return read_lead(chosen)
        if (unit := self._certain(text)) is not None:
            return Lead(unit)
        posts = self._posts_named(text)
        if len(posts) == 1 and not self._matches.get(text):
            return Lead(post=posts[0])
        self._ask(self._about_lead(text, posts))
        return Lead()

    def post(self, text: str, *, field_: str = "follower") -> int | None:
        """The one post that a title or its holder's name means."""
        text = nfc(text).strip()
        if not text:
            return None
        chosen = self._chosen(field_, text)
        if chosen is not None:
            return _number(chosen, "p")
        posts = self._posts_named(text)
        if len(posts) == 1:
            return posts[0]
        proposals = [Proposal(f"p:{pk}", self._post_names[pk], "exact") for pk in posts[:_SHOWN]]
        self._ask(Question(field_, text, proposals=proposals, reason="several_fit" if proposals else "unknown"))
        return None

    def day(self, reading: DayReading) -> date | None:
        """The day that words without one were said to mean; asked with the last day they allow as the proposal."""
        chosen = self._chosen("due", reading.text)
        if chosen is not None:
            return date.fromisoformat(chosen[2:]) if chosen.startswith("d:") else None
        last = reading.proposal
        proposals = [Proposal(f"d:{last.isoformat()}", f"{last:%d/%m/%Y}", "last_day")] if last else []
        self._ask(Question("due", reading.text, proposals=proposals, reason="no_day"))
        return None

    # -- asking

    def _chosen(self, field_: str, text: str) -> str | None:
        return self._choices.get((field_, plain_word(text)))

    def _ask(self, question: Question) -> None:
        self._asked.setdefault(question.key, question)
        self._counts[question.key] += 1

    def _certain(self, text: str) -> int | None:
        found = [match for match in self._matches.get(text, ()) if match.score >= CERTAIN]
        return found[0].unit.pk if len(found) == 1 else None

    def _about_unit(self, field_: str, text: str) -> Question:
        matches = self._matches.get(text, [])
        proposals = [Proposal(f"u:{match.unit.pk}", match.unit.name, match.reason) for match in matches]
        sure = matches and matches[0].score >= _LIKELY
        clear = len(matches) == 1 or (len(matches) > 1 and matches[0].score - matches[1].score >= _CLEAR_BY)
        reason = "several_fit" if len(matches) > 1 and not clear else "unknown"
        return Question(
            field_, text, proposals=proposals, preset=proposals[0].value if sure and clear else "", reason=reason
        )

    def _about_lead(self, text: str, posts: list[int]) -> Question:
        question = self._about_unit("lead", text)
        question.proposals += [Proposal(f"p:{pk}", self._post_names[pk], "exact") for pk in posts[:_SHOWN]]
        units = [unit for part in parts_of(text) if (unit := self._best(part)) is not None]
        if len(units) > 1 and len({unit.pk for unit in units}) == len(units):
            question.reason, question.preset = "several_units", ""
            question.proposals = [
                Proposal(write_lead(lead.pk, [unit.pk for unit in units if unit != lead]), lead.name, "with_partners")
                for lead in units[:_SHOWN]
            ] + question.proposals
        return question

    def _best(self, text: str) -> Unit | None:
        """The unit that a part of a cell means, where one fits far better than the next."""
        matches = self._matches.get(text, [])
        if not matches or matches[0].score < _LIKELY:
            return None
        if len(matches) > 1 and matches[0].score - matches[1].score < _CLEAR_BY:
            return None
        return matches[0].unit

    def _load_posts(self) -> None:
        today = Q(valid_from__lte=self._today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=self._today))
        visible = self._actor.visible_units().values("pk")
        for post in Post.objects.filter(today, unit__in=visible).select_related("unit"):
            self._post_names[post.pk] = f"{post.title}, {post.unit.short_name or post.unit.name}"
            for name in (post.title, f"{post.title}, {post.unit.name}", f"{post.title} {post.unit.name}"):
                self._posts[plain_word(name)].add(post.pk)
        holdings = PostHolding.objects.filter(today, post__in=self._post_names).values_list("post_id", "person__name")
        for post_id, name in holdings:
            self._posts[plain_word(name)].add(post_id)

    def _posts_named(self, text: str) -> list[int]:
        plain = re.sub(r"^(?:dong chi|d/c|ong|ba)\s+", "", plain_word(text))
        return sorted(self._posts.get(plain, ()))


_ORDER = {"lead": 0, "unit": 1, "due": 1, "follower": 2, "lead_post": 2, "state": 3, "deadline_kind": 4}


def parts_of(text: str) -> list[str]:
    """The names in a cell that may hold several, where it holds more than one; "các sở, ngành" is one name."""
    parts: list[str] = []
    for part in (one.strip(" .:-") for one in _PARTS.split(nfc(text))):
        if not fold(part):
            continue
        if parts and fold(part) in _SORTS and "cac" in fold(parts[-1]).split():
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts if len(parts) > 1 else []


def read_lead(written: str) -> Lead:
    """The answer ``u:12``, ``p:5`` or ``u:12+13,14``; nobody where it was left open."""
    if (post := _number(written, "p")) is not None:
        return Lead(post=post)
    head, _, rest = written.partition("+")
    partners = tuple(int(part) for part in rest.split(",") if part.isdecimal())
    return Lead(unit=_number(head, "u"), cooperating=partners)


def write_lead(unit: int, partners: Iterable[int]) -> str:
    """The answer that :func:`read_lead` reads."""
    rest = ",".join(map(str, partners))
    return f"u:{unit}+{rest}" if rest else f"u:{unit}"


def _number(written: str, mark: str) -> int | None:
    kind, _, number = written.partition(":")
    return int(number) if kind == mark and number.isdecimal() else None
