"""The generic part: rules as named data, and one pass that applies them (bộ máy luật).

Knowledge stands in the modules of rules; this one knows no Vietnamese word. A :class:`Rule` has a name, the words it
can begin with, a pattern and a production; the production returns the value of the token or None, so a rule declines
quietly. Rules are found by the word at which they may begin, so that a text is walked once however many rules there
are, and each pattern is tried only where it can succeed. Tokens carry the names of the rules that made them.

Rules see the *surface* of a text: lower case, blanks as spaces, dashes as hyphens, tone marks in one placement, and the
same length as the text, so that every offset holds in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from vaocuoc.core.text import normalise_tone_marks

V = TypeVar("V")
Production = Callable[[re.Match[str]], V | None]

_WORD = re.compile(r"[^\W\d_]+|\d+|[≥≤><~]")
DIGITS = "#"
"""The key of rules that begin with a digit."""


class _Surface(dict[int, str]):
    """Translation of one character to one character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lowered = character.lower()
        seen = lowered if len(lowered) == 1 else character
        if seen.isspace() or seen in "*\u200b\ufeff\u00ad":
            seen = " "
        self[code] = seen
        return seen


_SURFACE = _Surface({ord(c): "-" for c in "–—‑−‒‐"} | {ord("Ð"): "đ", ord("ð"): "đ", ord("’"): "'"})


def surface(text: str) -> str:
    """Return ``text`` as rules see it; as long as ``text``."""
    return normalise_tone_marks(text.translate(_SURFACE))


class _Late:
    """A pattern compiled when it is first asked for: hundreds of rules must not slow the start of a command."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> object:
        made = re.compile(self._source)
        for known in ("match", "search", "fullmatch", "finditer", "sub", "split", "groupindex"):
            setattr(self, known, getattr(made, known))
        return getattr(made, name)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of rules, at its first use: a space in it stands for one or more blanks."""
    return cast(re.Pattern[str], _Late(pattern.replace(" ", r"(?:\s+)")))


@dataclass(frozen=True, slots=True)
class Token(Generic[V]):
    """Something recognised: where, what, and by which rules."""

    start: int
    end: int
    value: V
    rules: tuple[str, ...]


class Rule(Generic[V]):
    """A rule: ``first`` lists the words it can begin with ("#" for digits), lower case, apart by spaces.

    ``pattern`` is matched at such a word, on the surface; in it a space stands for any run of blanks. Patterns have no
    nested repeats, so that matching is linear. ``produce`` makes the value, or None to decline; without it the value is
    the name itself.
    """

    __slots__ = ("first", "name", "pattern", "produce")

    def __init__(self, name: str, first: str, pattern: str, produce: Production[V]) -> None:
        self.name = name
        self.first = tuple(first.split())
        self.pattern = compiled(pattern)
        self.produce = produce

    def __repr__(self) -> str:
        return f"Rule({self.name!r})"


@dataclass(frozen=True, slots=True)
class Cue(Generic[V]):
    """A rule on what stands beside a span: a name, a pattern and what it says of the span; ``first`` as in a rule."""

    name: str
    pattern: re.Pattern[str]
    value: V
    first: tuple[str, ...] = ()


def cue(name: str, pattern: str, value: V, first: str = "") -> Cue[V]:
    """Make a cue; a space in the pattern stands for any run of blanks, ``first`` lists the words it can begin with."""
    return Cue(name, compiled(pattern), value, tuple(first.split()))


def first_cue(cues: Iterable[Cue[V]], text: str) -> Cue[V] | None:
    """Return the first cue found anywhere in a short piece of surface."""
    return next((cue for cue in cues if cue.pattern.search(text)), None)


def cue_at(cues: Iterable[Cue[V]], text: str, position: int) -> Cue[V] | None:
    """Return the first cue that fits right at a position."""
    return next((cue for cue in cues if cue.pattern.match(text, position)), None)


class CueSet(Generic[V]):
    """Cues looked for anywhere in a short piece of surface, each tried only at the words it can begin with."""

    __slots__ = ("_index",)

    def __init__(self, cues: Iterable[Cue[V]]) -> None:
        index: dict[str, list[tuple[int, Cue[V]]]] = defaultdict(list)
        for order, one in enumerate(cues):
            for word in one.first:
                index[word].append((order, one))
        self._index = dict(index)

    def _found(self, text: str) -> Iterator[tuple[int, Cue[V], re.Match[str]]]:
        for word in _LETTERS.finditer(text):
            for order, one in self._index.get(word.group(), ()):
                match = one.pattern.match(text, word.start())
                if match is not None:
                    yield order, one, match

    def first(self, text: str) -> Cue[V] | None:
        """Return the cue named first of all that are found."""
        return min(self._found(text), key=lambda found: found[0], default=_NOTHING)[1]

    def last(self, text: str) -> Cue[V] | None:
        """Return the cue that ends furthest right; of equals the one named first."""
        return max(self._found(text), key=lambda found: (found[2].end(), -found[0]), default=_NOTHING)[1]


_LETTERS = re.compile(r"[^\W\d_]+")
_NOTHING = (0, None, None)


class Lexicon:
    """Phrases looked up at a place of a surface, the longest first; many phrases cost no more than one.

    Written as rows apart by commas or lines. Blanks between the words of a phrase may be any run of blanks.
    """

    __slots__ = ("_index", "_openings", "rows")

    def __init__(self, text: str) -> None:
        rows = {" ".join(row.split()) for row in text.replace("\n", ",").split(",")}
        self.rows = frozenset(row for row in rows if row)
        index: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: (-len(row), row)):
            first = _WORD.match(row)
            index[first.group() if first else row].append(row)
        self._index = dict(index)
        # Most places hold no phrase: their first letters tell it before a word is cut out.
        self._openings = frozenset(word[:2] for word in index)

    def match(self, text: str, position: int, end: int | None = None) -> int | None:
        """Return where the longest phrase that stands at ``position`` ends, or None."""
        if text[position : position + 2] not in self._openings and text[position : position + 1] not in self._openings:
            return None
        limit = len(text) if end is None else end
        word = _WORD.match(text, position, limit)
        rows = self._index.get(word.group()) if word else None
        if rows is None:
            return None
        for row in rows:
            stop = _phrase_end(text, position, row)
            if (
                stop is not None
                and stop <= limit
                and not (stop < len(text) and (text[stop].isalnum() or text[stop] == "_"))
            ):
                return stop
        return None


def _phrase_end(text: str, position: int, row: str) -> int | None:
    if text.startswith(row, position):
        return position + len(row)
    if " " not in row:
        return None
    for i, word in enumerate(row.split(" ")):
        if i:
            start = position
            while position < len(text) and text[position].isspace():
                position += 1
            if position == start:
                return None
        if not text.startswith(word, position):
            return None
        position += len(word)
    return position


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a surface begin; made once and shared by all sets of rules."""

    text: str
    words: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, text: str) -> Places:
        """Find the words of a surface."""
        return cls(text, tuple((_key(match.group()), match.start()) for match in _WORD.finditer(text)))


def _key(word: str) -> str:
    return DIGITS if word[0].isdigit() else word


class RuleSet(Generic[V]):
    """Rules of one kind of knowledge, indexed by the word they begin with."""

    def __init__(self, rules: Sequence[Rule[V]]) -> None:
        self.rules = tuple(rules)
        index: dict[str, list[Rule[V]]] = defaultdict(list)
        for rule in rules:
            for word in rule.first:
                index[word].append(rule)
        self._index = dict(index)

    def at(self, text: str, word: str, position: int) -> Token[V] | None:
        """Return the longest token that begins at ``position``; of equals the rule named first."""
        best: Token[V] | None = None
        for rule in self._index.get(word, ()):
            match = rule.pattern.match(text, position)
            if match is None or (best is not None and match.end() <= best.end):
                continue
            value = rule.produce(match)
            if value is not None:
                start, end = match.span("span") if "span" in rule.pattern.groupindex else match.span()
                best = Token(start, end, value, (rule.name,))
        return best

    def scan(self, places: Places) -> Tokens[V]:
        """Return the tokens of a text in order, apart from each other: leftmost first, then longest."""
        index, text, found, free = self._index, places.text, [], 0
        for word, position in places.words:
            if position < free or word not in index:
                continue
            token = self.at(text, word, position)
            if token is not None and token.end > token.start:
                found.append(token)
                free = token.end
        return Tokens(found)


class Tokens(Generic[V]):
    """Tokens of one kind in order, asked by place."""

    __slots__ = ("_starts", "all")

    def __init__(self, tokens: Iterable[Token[V]]) -> None:
        self.all = tuple(tokens)
        self._starts = [token.start for token in self.all]

    def within(self, start: int, end: int) -> tuple[Token[V], ...]:
        """Return the tokens that begin in [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covering(self, position: int) -> Token[V] | None:
        """Return the token over ``position``, if any."""
        i = bisect_right(self._starts, position) - 1
        return self.all[i] if i >= 0 and self.all[i].end > position else None

    def overlapping(self, start: int, end: int) -> bool:
        """Tell whether any token touches [start, end)."""
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and self.all[i].end > start
