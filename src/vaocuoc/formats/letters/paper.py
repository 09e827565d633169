"""What a paper says (nội dung văn bản), part by part, before it has a look."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vaocuoc.core.text import nfc, normalise_tone_marks, old_tone_marks
from vaocuoc.formats.letters.layouts import Layout

_BLANK = "\u00a0" * 6  # where the hand of the clerk writes a number or a day: no-break spaces


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``keeps`` holds it on the page of the next one, as a heading."""

    runs: tuple[Run, ...]
    keeps: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headings, the share of the width of each column, its rows."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own behind the signature (phụ lục, danh sách)."""

    title: str
    note: str
    grid: Grid
    heading: str = "PHỤ LỤC"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose authority (T/M, TM., K/T ...), the post, the name; empty parts are left for the hand."""

    authority: tuple[str, ...] = ()
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. ``type_name`` is empty for a letter, whose subject stands under the number.

    ``month`` and ``year`` stand in the date where the ``day`` is left open. ``lists`` stand behind the annex: of those
    whom the paper names together.
    """

    layout: Layout
    superior: str = ""
    issuer: str
    number: str = ""
    symbol: str
    place: str
    day: date | None = None
    month: int
    year: int
    type_name: str = ""
    subject: str
    urgency: str = ""
    salutation: tuple[str, ...] = ()
    body: tuple[Paragraph, ...] = ()
    signature: Signature = field(default_factory=Signature)
    recipients: tuple[str, ...] = ()
    archive: str = ""
    annex: Annex | None = None
    lists: tuple[Annex, ...] = ()
    old_tones: bool = False

    @property
    def number_line(self) -> str:
        """``Số 05-CV/ĐU`` for the Party, ``Số: 15/UBND-VP`` for the State; open where there is no number yet."""
        number = self.number.zfill(2) if self.number.isdecimal() else self.number or _BLANK
        mark = "-" if self.layout.regime == "party" else "/"
        return f"{self.layout.number_words} {number}{mark}{self.symbol}"

    @property
    def date_line(self) -> str:
        """``Yên Thượng, ngày 05 tháng 11 năm 2026``: days under ten and the first two months with a nought."""
        day = f"{self.day.day:02d}" if self.day else _BLANK
        month = self.day.month if self.day else self.month
        year = self.day.year if self.day else self.year
        said = f"{month:02d}" if month < 3 else str(month)
        return f"{self.place}, ngày {day} tháng {said} năm {year}"

    @property
    def subject_line(self) -> str:
        """The subject of a letter with the words that lead to it."""
        return f"{self.layout.subject_words} {self.subject}"

    @property
    def salutation_lines(self) -> tuple[str, ...]:
        """Each addressee in a line of its own, where there are several; the last ends with a full stop."""
        if len(self.salutation) < 2:
            return self.salutation
        end = self.layout.list_end
        return tuple(f"- {one}{'.' if one is self.salutation[-1] else end}" for one in self.salutation)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The list of who receives it, the archive last."""
        lines = [f"- {one}{self.layout.list_end}" for one in self.recipients]
        if self.archive:
            lines.append(f"- {self.layout.archive_words} {self.archive}.")
        elif lines:
            lines[-1] = lines[-1].removesuffix(self.layout.list_end) + "."
        return tuple(lines)

    @property
    def ended_body(self) -> tuple[Paragraph, ...]:
        """The body with the mark that ends it (``.`` for the Party, ``./.`` for the State)."""
        if not self.body or not self.body[-1].runs:
            return self.body
        *others, last = self.body
        *runs, end = last.runs
        closed = Run(end.text.rstrip(" .;,/") + self.layout.item_end, end.bold, end.italic)
        return (*others, Paragraph((*runs, closed), last.keeps))

    def spelt(self, text: str) -> str:
        """A text as the office places tone marks: "uỷ, hoà" or "ủy, hòa"."""
        return old_tone_marks(nfc(text)) if self.old_tones else normalise_tone_marks(nfc(text))
