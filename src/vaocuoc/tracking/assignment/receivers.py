"""Many units in a letter (nơi nhận, đơn vị phối hợp): named in words by kind, one by one in a list behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vaocuoc.directory.models import Level, Unit, UnitKind
from vaocuoc.formats.letters import Annex, Grid

# A letter is written in the language of the office, whatever language its clerk reads screens in: these words are its
# own, not the interface's.

MOST_NAMED = 6
"""So many receivers are named one by one in a letter; more are said by their kind."""
AS_ABOVE = ("Như trên",)
"""How the foot of a letter names receivers that its head says together."""
_FIRST_NAMED = 3
"""Of many helpers of no common kind, so many are named before the rest are counted."""
_ONE_COLUMN = 20

Named = Unit | str
"""A unit, or words that stand for a receiver: a post, what the paper says."""
Reference = Callable[[tuple[str, ...]], str]

# What a kind is called in a salutation, and after a count. {places}: xã, phường, đặc khu, as they occur.
_COMMUNES = {
    UnitKind.PARTY: ("Các đảng ủy {places}", "đảng ủy {places}"),
    UnitKind.GOVERNMENT: ("Ủy ban nhân dân các {places}", "Ủy ban nhân dân {places}"),
    UnitKind.TERRITORY: ("Các {places}", "{places}"),
    UnitKind.FRONT: ("Mặt trận Tổ quốc và các đoàn thể {places}", "tổ chức mặt trận, đoàn thể {places}"),
}
_OTHERS = {
    UnitKind.PARTY: ("Các đảng ủy trực thuộc", "đảng ủy trực thuộc"),
    UnitKind.DEPARTMENT: ("Các sở, ban, ngành", "sở, ban, ngành"),
    UnitKind.OFFICE: ("Các cơ quan tham mưu, giúp việc", "cơ quan tham mưu, giúp việc"),
    UnitKind.VERTICAL: ("Các cơ quan ngành dọc", "cơ quan ngành dọc"),
    UnitKind.FRONT: ("Mặt trận Tổ quốc và các đoàn thể", "tổ chức mặt trận, đoàn thể"),
    UnitKind.ENTERPRISE: ("Các doanh nghiệp", "doanh nghiệp"),
    UnitKind.CELL: ("Các chi bộ", "chi bộ"),
}
_PLACE = re.compile(r"\b(xã|phường|đặc khu)\b", re.IGNORECASE)
_PLACES = ("xã", "phường", "đặc khu")


@dataclass(frozen=True, slots=True)
class _Group:
    """Receivers of one kind, in the order in which they were given; ``words`` is empty for one that has none."""

    words: tuple[str, str] | None
    names: tuple[str, ...]

    @property
    def all(self) -> str:
        return self._said(0)

    @property
    def counted(self) -> str:
        return f"{len(self.names)} {self._said(1)}"

    def _said(self, place: int) -> str:
        assert self.words is not None  # groups without words are never said together
        found = {match.group().lower() for name in self.names if (match := _PLACE.search(name))}
        return self.words[place].format(places=", ".join(one for one in _PLACES if one in found) or "xã, phường")


class Lists:
    """The lists behind a letter (danh sách kèm theo): the same names make one list, numbered where there are several.

    They are known before the letter is worded, which refers to them.
    """

    def __init__(self, wanted: Iterable[tuple[str, tuple[str, ...]]] = ()) -> None:
        """``wanted``: what each list is of, and its names; one without names is none."""
        self._titles: dict[tuple[str, ...], str] = {}
        for title, names in wanted:
            if names:
                self._titles.setdefault(names, title)

    def reference(self, names: tuple[str, ...]) -> str:
        """How the letter points to the list of these names."""
        if len(self._titles) < 2 or names not in self._titles:
            return "danh sách kèm theo"
        return f"danh sách số {list(self._titles).index(names) + 1} kèm theo"

    def annexes(self, note: str) -> tuple[Annex, ...]:
        """The lists as they stand behind the letter; ``note`` says to what they belong."""
        several = len(self._titles) > 1
        return tuple(
            Annex(title, note, _grid(names), heading=f"DANH SÁCH SỐ {number}" if several else "DANH SÁCH")
            for number, (names, title) in enumerate(self._titles.items(), start=1)
        )


def once(receivers: Iterable[Named]) -> list[Named]:
    """Each receiver once by its name, in order."""
    return list({str(one): one for one in receivers}.values())


def unnamed(receivers: Sequence[Named]) -> tuple[str, ...]:
    """The receivers that a salutation says together: their list, by kind; none where all are named."""
    together, rest = _parted(receivers)
    return tuple(name for group in (*together, *rest) for name in group.names)


def addressed(receivers: Sequence[Named], reference: Reference) -> tuple[str, ...]:
    """Whom a letter is sent to (kính gửi): by name up to ``MOST_NAMED``, else by kind with where their list stands."""
    together, rest = _parted(receivers)
    if not together and not rest:
        return tuple(map(str, receivers))
    said = f" ({reference(unnamed(receivers))})"
    lines = [f"{group.all}{said}" for group in together]
    if rest:
        lines.append(f"Các cơ quan, đơn vị{' khác' if together else ''}{said}")
    else:
        hidden = set(unnamed(receivers))
        lines += [str(one) for one in receivers if str(one) not in hidden]
    return tuple(lines)


def counted(helpers: Sequence[Named], reference: Reference) -> str:
    """Who cooperates (phối hợp) in a few words: "62 xã, phường, đặc khu (danh sách kèm theo)"."""
    together, rest = _parted(helpers)
    if not together and not rest:
        return ", ".join(map(str, helpers))
    hidden = set(unnamed(helpers))
    named = [str(one) for one in helpers if str(one) not in hidden]
    others = [name for group in rest for name in group.names]
    parts = [*named, *others[:_FIRST_NAMED], *(group.counted for group in together)]
    left = len(others) - _FIRST_NAMED
    said = ", ".join(parts) + (f" và {left} đơn vị{' khác' if together else ''}" if left > 0 else "")
    return f"{said} ({reference(unnamed(helpers))})"


def _parted(receivers: Sequence[Named]) -> tuple[list[_Group], list[_Group]]:
    """The groups that are said together, the largest first taken until few enough lines stay; and what then is still
    too much to name. Both empty where all are named.
    """
    if len(receivers) <= MOST_NAMED:
        return [], []
    groups = _groups(receivers)
    together: list[_Group] = []
    lines = len(receivers)
    for group in sorted((one for one in groups if one.words), key=lambda one: -len(one.names)):
        if lines <= MOST_NAMED or len(group.names) < 2:
            break
        together.append(group)
        lines -= len(group.names) - 1
    kept = [group for group in groups if group in together]
    rest = [group for group in groups if group not in together] if lines > MOST_NAMED else []
    return kept, rest


def _groups(receivers: Sequence[Named]) -> list[_Group]:
    found: dict[tuple[str, str] | None, list[str]] = {}
    for one in receivers:
        found.setdefault(_words(one), []).append(str(one))
    return [_Group(words, tuple(names)) for words, names in found.items()]


def _words(one: Named) -> tuple[str, str] | None:
    """What the kind of a receiver is called; None for what is named alone: a post, the province's own committee."""
    if isinstance(one, str):
        return None
    kind = UnitKind(one.kind)
    if one.level == Level.COMMUNE and kind in _COMMUNES:
        return _COMMUNES[kind]
    if kind == UnitKind.PARTY and not one.name.casefold().startswith("đảng ủy"):
        return None
    return _OTHERS.get(kind)


def _grid(names: tuple[str, ...]) -> Grid:
    """Names under each other, in two halves side by side where they are many."""
    if len(names) <= _ONE_COLUMN:
        return Grid(
            ("TT", "Cơ quan, đơn vị"), (0.1, 0.9), tuple((str(at), name) for at, name in enumerate(names, start=1))
        )
    half = (len(names) + 1) // 2
    left = [(str(at), name) for at, name in enumerate(names, start=1)]
    right = [*left[half:], ("", "")]
    rows = tuple((*one, *other) for one, other in zip(left[:half], right, strict=False))
    return Grid(("TT", "Cơ quan, đơn vị", "TT", "Cơ quan, đơn vị"), (0.08, 0.42, 0.08, 0.42), rows)
