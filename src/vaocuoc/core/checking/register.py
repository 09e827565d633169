"""What a register knows that a draft is compared with (căn cứ đối chiếu): given by the caller, empty without a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """A target in force (mục tiêu đang có hiệu lực), or one that another paper sets.

    ``path`` are its values by year. ``is_own`` tells that the draft speaks of the same unit: another value is then
    wrong; else it is worth a look, since a unit below may set its own.
    """

    name: str
    unit: str | None
    comparator: str
    value: Decimal
    value_high: Decimal | None = None
    due: date | None = None
    path: tuple[tuple[int, Decimal], ...] = ()
    quote: str = ""
    source: str = ""
    key: str = ""
    is_own: bool = True
    is_change: bool | None = None
    """Whether the value says by how much something rises or falls; None where that is not known."""


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value reported to the register (số liệu đã báo cáo) for days from ``start`` to ``end``."""

    name: str
    unit: str
    value: Decimal
    start: date
    end: date
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that is no more (đơn vị đã kết thúc): since when, into which, by what act."""

    name: str
    ended_on: date
    successors: tuple[str, ...] = ()
    act: str = ""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A paper of the register by which citations are checked; ``type`` as papers write it ("kế hoạch")."""

    number: str
    type: str
    issued_on: date | None
    title: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Everything a draft is compared with; ``base`` are targets of one other paper (văn bản cấp trên)."""

    targets: tuple[KnownTarget, ...] = ()
    values: tuple[KnownValue, ...] = ()
    ended: tuple[EndedUnit, ...] = ()
    documents: tuple[KnownDocument, ...] = ()
