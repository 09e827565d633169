"""What a reader finds: the types of the reading contract (kết quả đọc văn bản).

A :class:`Reading` holds the document's own fields and its items, each tied to its sentence by offsets into
``Reading.text`` (0-based characters, NFC, the end exclusive) and explained by the names of the rules that made it
(``why``). ``confidence`` is from 0 to 1 and orders the review. Nothing here decides what is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from vaocuoc.core.source import Block

Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Role = Literal["target", "result", "context"]
Basis = Literal["target", "plan", "previous_period", "total"]
Deadline = Literal["day", "after_issue", "regular", "waiting"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a figure covers (kỳ): either end may be open, both inclusive."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A step of a target's path (lộ trình): the value to be reached by a day."""

    due: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value a target starts from (năm gốc) and the period it was measured in."""

    value: Decimal
    period: Period | None


@dataclass(frozen=True, slots=True)
class Clears:
    """The six clears of a task (sáu rõ, 226-KL/TW): người, việc, thời gian, trách nhiệm, thẩm quyền, sản phẩm."""

    who: bool
    what: bool
    when: bool
    responsible: bool
    authority: bool
    product: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every finding has: its span and quote, where it stands, which rules made it, how sure they are."""

    kind: ClassVar[str] = "item"
    start: int
    end: int
    quote: str
    page: int | None = None
    section: str | None = None
    why: tuple[str, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Item):
    """A measured figure: a target, a result or context (số liệu, chỉ tiêu).

    ``value`` stands in ``unit``; a range has ``value_high``, "5/20" has ``of``. ``measures`` is the start of the figure
    of the same sentence that this one restates against a base (``basis``). ``due`` is for targets alone, and inclusive.
    """

    kind: ClassVar[str] = "figure"
    value: Decimal
    value_high: Decimal | None = None
    of: Decimal | None = None
    unit: str | None = None
    comparator: Comparator = "="
    role: Role = "context"
    indicator: str | None = None
    period: Period | None = None
    due: date | None = None
    basis: Basis | None = None
    measures: int | None = None
    owner: str | None = None
    baseline: Baseline | None = None
    path: tuple[PathPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Item):
    """An instruction or commitment to do something not yet done (nhiệm vụ).

    ``owner`` leads (chủ trì), ``through`` relays ("giao Đảng ủy UBND tỉnh chỉ đạo ..."), ``cooperating`` help (phối hợp),
    ``receiver`` is the level or body that gets the product. ``due`` is inclusive; ``deadline`` says what kind of day it
    is, and ``days`` counts for ``after_issue``.
    """

    kind: ClassVar[str] = "task"
    action: str
    owner: str | None = None
    through: str | None = None
    cooperating: tuple[str, ...] = ()
    receiver: str | None = None
    due: date | None = None
    deadline: Deadline | None = None
    days: int | None = None
    recurring: bool = False
    product: str | None = None
    resources: str | None = None
    clears: Clears = field(default=Clears(False, False, False, False, False, False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Item):
    """A cited document that can be told apart (văn bản viện dẫn)."""

    kind: ClassVar[str] = "reference"
    type: str
    number: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcoming(Item):
    """A limit, delay or weakness that stands (tồn tại, hạn chế)."""

    kind: ClassVar[str] = "shortcoming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Item):
    """A request or recommendation to a higher level (kiến nghị, đề xuất); ``to`` is whom it asks."""

    kind: ClassVar[str] = "proposal"
    to: str | None = None


AnyItem = Figure | Task | Reference | Shortcoming | Proposal


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office by its years (nhiệm kỳ), both inclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """The document's own fields as its letterhead says them (thể thức văn bản); None where it does not say."""

    title: str | None = None
    type: str | None = None
    number: str | None = None
    date: date | None = None
    issuer: str | None = None
    term: Term | None = None
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one source by one version of the reader: immutable, and the same every time."""

    document: Document
    reader: str
    text: str
    blocks: tuple[Block, ...]
    items: tuple[AnyItem, ...]
    unread_pages: tuple[int, ...] = ()
    """Pages that are pictures and could not be read: what stands there is not among the items."""

    def to_contract(self) -> dict[str, object]:
        """Return the JSON object of the reading contract: plain dicts, lists, strings, numbers, booleans and None."""
        return {
            "document": _document(self.document),
            "reader": self.reader,
            "text": self.text,
            "blocks": [_block(block) for block in self.blocks],
            "items": [_item(item) for item in self.items],
            **({"unread_pages": list(self.unread_pages)} if self.unread_pages else {}),
        }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _period(period: Period | None) -> dict[str, str | None] | None:
    return None if period is None else {"start": _day(period.start), "end": _day(period.end)}


def _document(document: Document) -> dict[str, object]:
    term = document.term
    return {
        "title": document.title,
        "type": document.type,
        "number": document.number,
        "date": _day(document.date),
        "issuer": document.issuer,
        "term": None if term is None else {"start": term.start, "end": term.end},
        "secrecy": document.secrecy,
    }


def _block(block: Block) -> dict[str, object]:
    found: dict[str, object] = {"kind": block.kind, "start": block.start, "end": block.end}
    for name in ("level", "page", "table", "row", "column"):
        value = getattr(block, name)
        if value is not None:
            found[name] = value
    if block.row_span != 1:
        found["row_span"] = block.row_span
    if block.column_span != 1:
        found["column_span"] = block.column_span
    return found


def _item(item: AnyItem) -> dict[str, object]:
    head: dict[str, object] = {
        "kind": item.kind,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "page": item.page,
        "section": item.section,
    }
    tail: dict[str, object] = {"why": list(item.why), "confidence": item.confidence}
    return head | _fields(item) | tail


def _fields(item: AnyItem) -> dict[str, object]:
    """The fields of the item's own kind."""
    match item:
        case Figure():
            return _figure(item)
        case Task():
            return _task(item)
        case Reference():
            return {"type": item.type, "number": item.number, "issuer": item.issuer}
        case Proposal():
            return {"to": item.to}
        case Shortcoming():
            return {}


def _figure(item: Figure) -> dict[str, object]:
    baseline = item.baseline
    return {
        "value": _number(item.value),
        "value_high": _number(item.value_high),
        "of": _number(item.of),
        "unit": item.unit,
        "comparator": item.comparator,
        "role": item.role,
        "indicator": item.indicator,
        "period": _period(item.period),
        "due": _day(item.due),
        "basis": item.basis,
        "measures": item.measures,
        "owner": item.owner,
        "baseline": baseline and {"value": _number(baseline.value), "period": _period(baseline.period)},
        "path": [{"due": _day(p.due), "value": _number(p.value)} for p in item.path] or None,
    }


def _task(item: Task) -> dict[str, object]:
    return {
        "action": item.action,
        "owner": item.owner,
        "through": item.through,
        "cooperating": list(item.cooperating),
        "receiver": item.receiver,
        "due": _day(item.due),
        "deadline": item.deadline,
        "days": item.days,
        "recurring": item.recurring,
        "product": item.product,
        "resources": item.resources,
        "clears": {name: getattr(item.clears, name) for name in Clears.__slots__},
    }
