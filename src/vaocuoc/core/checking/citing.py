"""Citations that cannot be right (dẫn chiếu): another paper's name for itself, a type that its symbol denies, two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vaocuoc.core.checking.faults import Fault, Other
from vaocuoc.core.checking.paper import Paper
from vaocuoc.core.checking.register import KnownDocument, Register
from vaocuoc.core.reading import Reference
from vaocuoc.core.reading.engine import compiled
from vaocuoc.core.text import fold

# Which type the letters of a symbol say. "QĐ" is a decision of the State and either of two papers of the Party.
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "nq": ("nghị quyết", "văn kiện"), "ct": ("chỉ thị",), "kl": ("kết luận",), "ctr": ("chương trình",), "ctrhđ": ("chương trình hành động",),
    "cthđ": ("chương trình hành động",), "kh": ("kế hoạch",), "tb": ("thông báo",), "qđ": ("quyết định", "quy định", "quy chế", "đề án", "chương trình", "kế hoạch", "chiến lược"),
    "qđi": ("quy định",), "hd": ("hướng dẫn",), "bc": ("báo cáo",), "nđ": ("nghị định",), "tt": ("thông tư",), "tttr": ("tờ trình",), "qc": ("quy chế",),
    "cđ": ("công điện",), "cv": ("công văn",),
}  # fmt: skip
_LETTERS = re.compile(r"^\d+[a-z]?(?:/\d{4})?[-/]([a-zđ]+)(?=[-/]|$)", re.IGNORECASE)
_DAY = compiled(
    r",?\s*(?:được )?(?:ban hành |ký )?ngày (?P<day>\d{1,2})\s*(?:[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})| tháng (?P<month2>\d{1,2}) năm (?P<year2>\d{4}))"
)
_ITSELF = compiled(
    r"(?<!\w)(?P<type>chương trình hành động|chương trình|kế hoạch|nghị quyết|chỉ thị|kết luận|đề án|hướng dẫn|công văn|công điện)"
    r"(?: (?:nghị quyết|kế hoạch|hành động))? này(?!\w)"
)
_ATTACHED = compiled(r"(?:kèm theo|ban hành theo|điều \d+)\s*$")
_FAR = 600  # characters back in which a paper that "này" points to would have been named


@dataclass(frozen=True, slots=True)
class _Cited:
    reference: Reference
    key: str
    day: date | None


def citations(paper: Paper, register: Register) -> Iterator[Fault]:
    """Everything about citations: of itself, by symbol, against themselves, against the register."""
    yield from itself(paper)
    cited = list(_cited(paper))
    for one in cited:
        yield from _symbol(paper, one)
        yield from _later(paper, one)
    yield from _two_dates(paper, cited)
    yield from _registered(paper, cited, register)


def itself(paper: Paper) -> Iterator[Fault]:
    """ "Chương trình hành động này" in a plan: left over from the paper it was copied from (tự dẫn sai).

    Silent where a paper of that type was cited shortly before, or is part of the same file.
    """
    own = paper.type
    if own is None:
        return
    for match in _ITSELF.finditer(paper.surface):
        said = match["type"]
        if _same_type(said, own) or any(_same_type(said, title) for title in paper.titles):
            continue
        if own in ("quyết định", "tờ trình", "báo cáo", "công văn") or _ATTACHED.search(
            paper.surface, max(0, match.start() - 24), match.start()
        ):
            continue
        if not _named_before(paper, said, match.start()):
            yield paper.fault("citations.self_other_type", match.start(), match.end(), said=said, own=own)


def _same_type(said: str, own: str) -> bool:
    return said == own or said.startswith(own) or own.startswith(said)


def _named_before(paper: Paper, said: str, at: int) -> bool:
    cited = (one for one in paper.items_in(at - _FAR, at) if isinstance(one, Reference))
    near = any(_same_type(said, one.type) for one in cited)
    return near or re.search(rf"(?<!\w){said}(?! này)", paper.surface[max(0, at - 200) : at]) is not None


def _cited(paper: Paper) -> Iterator[_Cited]:
    for one in paper.references:
        if one.number and re.search(r"[^\W\d_]", one.number):
            yield _Cited(one, key_of(one.number), _day(paper, one))


def key_of(number: str) -> str:
    """What numbers are compared by: folded, no blanks, no leading zeros."""
    plain = re.sub(r"[^a-z0-9/-]", "", fold(number).replace("–", "-"))
    return re.sub(r"^0+(?=\d)", "", plain)


def _day(paper: Paper, one: Reference) -> date | None:
    """The day that the citation itself names, inside its span or right after it."""
    at = paper.surface.find(one.number.lower(), one.start) if one.number else -1
    begin = at + len(one.number or "") if 0 <= at < one.end else one.end
    for start in dict.fromkeys((begin, one.end)):
        match = _DAY.match(paper.surface, start)
        if match:
            try:
                return date(
                    int(match["year"] or match["year2"]), int(match["month"] or match["month2"]), int(match["day"])
                )
            except ValueError:
                return None
    return None


def _symbol(paper: Paper, one: _Cited) -> Iterator[Fault]:
    """ "Chỉ thị số 45-NQ/TW": the letters say a resolution."""
    match = _LETTERS.match(one.reference.number or "")
    types = _TYPES.get(match[1].lower()) if match else None
    said = one.reference.type
    if types and said not in ("văn bản", "phụ lục", "luật") and not any(_same_type(said, type_) for type_ in types):
        yield paper.fault(
            "citations.type_of_symbol", one.reference.start, one.reference.end, said=said, symbol=types[0],
            number=one.reference.number,
        )  # fmt: skip


def _later(paper: Paper, one: _Cited) -> Iterator[Fault]:
    said = paper.document.date
    if one.day and said and one.day > said:
        yield paper.fault(
            "citations.later_than_paper", one.reference.start, one.reference.end, day=one.day, issued=said
        )


def _two_dates(paper: Paper, cited: list[_Cited]) -> Iterator[Fault]:
    """One number of one issuer with two days in one paper. Numbers of years ("12/KH-UBND") begin anew each year."""
    first: dict[tuple[str, str], _Cited] = {}
    for one in cited:
        if one.day is None:
            continue
        key = (one.key, fold(one.reference.issuer or ""))
        known = first.setdefault(key, one)
        if known.day and known.day != one.day and _one_paper(known, one):
            there = known.reference
            yield paper.fault(
                "citations.two_dates", one.reference.start, one.reference.end, number=one.reference.number,
                day=one.day, other_day=known.day, other=paper.here(there.start, there.end),
            )  # fmt: skip


def _one_paper(a: _Cited, b: _Cited) -> bool:
    """Whether two citations can only mean one paper: the days lie in one year, or the number carries its year."""
    if a.day is None or b.day is None:
        return False
    return a.day.year == b.day.year or re.search(r"/(?:19|20)\d\d/", a.key) is not None


def _registered(paper: Paper, cited: list[_Cited], register: Register) -> Iterator[Fault]:
    known: dict[str, list[KnownDocument]] = {}
    for document in register.documents:
        known.setdefault(key_of(document.number), []).append(document)
    for one in cited:
        papers = known.get(one.key, [])
        if len(papers) == 1:  # several of one number: nobody can say which is meant
            yield from _against(paper, one, papers[0])


def _against(paper: Paper, one: _Cited, known: KnownDocument) -> Iterator[Fault]:
    there = Other(quote=" ".join((known.type, known.number, known.title)).strip(), source="register", key=known.key)
    span = one.reference.start, one.reference.end
    if not _same_type(one.reference.type, known.type) and one.reference.type != "văn bản":
        yield paper.fault("citations.register_type", *span, other=there, said=one.reference.type, known=known.type)
    if one.day and known.issued_on and one.day != known.issued_on and one.day.year == known.issued_on.year:
        yield paper.fault("citations.register_date", *span, other=there, day=one.day, known=known.issued_on)
