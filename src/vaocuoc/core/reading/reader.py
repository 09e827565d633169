"""Puts the parts of the reader in order: structure, tokens, findings, fields of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vaocuoc.core.reading.annexes import annex_items
from vaocuoc.core.reading.certainty import with_certainty
from vaocuoc.core.reading.citations import Citation, citations
from vaocuoc.core.reading.doubt import doubted
from vaocuoc.core.reading.engine import Places, Token, Tokens
from vaocuoc.core.reading.figures import FigureReader, figures
from vaocuoc.core.reading.items import AnyItem, Reading, Reference
from vaocuoc.core.reading.letterhead import document
from vaocuoc.core.reading.numerals import NUMERALS
from vaocuoc.core.reading.organisations import issuer_level
from vaocuoc.core.reading.periods import PERIODS, Time
from vaocuoc.core.reading.proposals import proposals
from vaocuoc.core.reading.resolution import Anchor
from vaocuoc.core.reading.shortcomings import shortcomings
from vaocuoc.core.reading.structure import Layout, lay_out
from vaocuoc.core.reading.tasks import TaskReader, labels_tasks, tasks
from vaocuoc.core.source import Source
from vaocuoc.core.text import nfc

# Papers whose numbered points are orders by their nature, whatever their headings say.
_ORDERING = frozenset(
    {
        "kế hoạch",
        "chương trình",
        "chương trình hành động",
        "chỉ thị",
        "công điện",
        "thông báo kết luận",
        "kết luận",
        "phương án",
    }
)
READER_VERSION = "0.2.0"


def read_text(text: str) -> Reading:
    """Read plain text: its parts are found by the reader itself."""
    return read(Source(text=text))


def read(source: Source) -> Reading:
    """Read a source into findings tied to their sentences; never raises, whatever the text."""
    text = nfc(source.text)
    layout = lay_out(source, text)
    places = Places.of(layout.surface)
    cited = citations(text, places)
    citing = Tokens(cited)
    times = Tokens([t for t in PERIODS.scan(places).all if not citing.overlapping(t.start, t.end)])
    own = document(layout)
    anchor = Anchor(own.date, _spoken_year(times), own.term)
    items: list[AnyItem] = [_reference(layout, token) for token in cited]
    reader = FigureReader(layout, NUMERALS.scan(places), times, citing, anchor)
    found = list(figures(reader, layout))
    asked = list(proposals(layout, issuer_level(own.issuer, own.number)))
    weak = list(shortcomings(layout))
    orders = TaskReader(layout, times, anchor, _spans(found), orders=own.type in _ORDERING or labels_tasks(layout))
    items += [
        *found,
        *asked,
        *weak,
        *tasks(orders, layout, _spans([*asked, *weak])),
        *annex_items(layout, reader, orders, times, anchor),
    ]
    items = sorted(map(with_certainty, items), key=lambda item: (item.start, item.end, item.kind))
    return Reading(
        document=own,
        reader=READER_VERSION,
        text=text,
        blocks=layout.blocks,
        items=doubted(items, source.doubtful),
        unread_pages=source.unread,
    )


def _spans(items: Sequence[AnyItem]) -> Tokens[str]:
    """The spans of items, to be asked by place."""
    return Tokens(
        Token(item.start, item.end, item.kind, item.why)
        for item in sorted(items, key=lambda item: (item.start, item.end))
    )


def _reference(layout: Layout, token: Token[Citation]) -> Reference:
    value = token.value
    return Reference(
        start=token.start, end=token.end, quote=layout.text[token.start : token.end], type=value.type, number=value.number,
        issuer=value.issuer, why=token.rules, confidence=0.95 if value.number else 0.7,
    )  # fmt: skip


def _spoken_year(times: Tokens[Time]) -> int | None:
    """The year that a paper without a date speaks of: the year after the one it compares with, else the one it names most."""
    counts: Counter[int] = Counter()
    for token in times.all:
        time = token.value
        if time.base and time.moment.year:
            counts[time.moment.year + 1] += 3
        elif time.moment.year and time.until is None:
            parts = time.moment.months is not None or time.moment.month is not None
            counts[time.moment.year] += 1 if time.bound in {"until", "before"} and not parts else 3 if parts else 2
    return max(counts, key=lambda year: (counts[year], year)) if counts else None
