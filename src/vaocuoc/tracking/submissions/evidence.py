"""Evidence of a figure as a paper of the register (tài liệu chứng minh): the number that was typed, found again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.tracking.submissions.models import Cell
from vaocuoc.ui.dates import parse_day

_NUMBER = re.compile(r"\d{1,6}[A-Za-zĐđ]?(?:\s*[/-]\s*[0-9A-Za-zĐđƯưÔôÂâ.]+)+")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def papers_named(actor: Actor, texts: Iterable[str]) -> dict[str, Document]:
    """The paper that each text names by number and symbol, where it is exactly one that the actor sees; one query.

    Of several with one number the day in the text tells; where it does not, none is taken.
    """
    named = {text: keys for text in set(texts) if (keys := _keys_in(text))}
    if not named:
        return {}
    wanted = {key for keys in named.values() for key in keys}
    by_key: dict[str, list[Document]] = defaultdict(list)
    for paper in visible_documents(actor).filter(number_key__in=wanted).defer("folded"):
        by_key[paper.number_key].append(paper)
    found = {}
    for text, keys in named.items():
        papers = [paper for key in keys for paper in by_key.get(key, ())]
        day = _day_in(text)
        if len(papers) > 1 and day is not None:
            papers = [paper for paper in papers if paper.issued_on == day]
        if len(papers) == 1:
            found[text] = papers[0]
    return found


def papers_seen(actor: Actor, cells: Iterable[Cell | None]) -> frozenset[int]:
    """Which of the papers that cells name the actor may open; one query, none where no cell names one."""
    named = {cell.evidence_document_id for cell in cells if cell is not None and cell.evidence_document_id}
    return (
        frozenset(visible_documents(actor).filter(pk__in=named).values_list("pk", flat=True)) if named else frozenset()
    )


def _keys_in(text: str) -> list[str]:
    """The keys of the numbers and symbols in a text, days left out."""
    numbers = (one.group() for one in _NUMBER.finditer(_DAY.sub(" ", text)))
    return list(dict.fromkeys(key for number in numbers if (key := number_key(number.strip(" .-/")))))


def _day_in(text: str) -> object:
    found = _DAY.search(text)
    try:
        return parse_day(found.group()) if found else None
    except Refused:
        return None
