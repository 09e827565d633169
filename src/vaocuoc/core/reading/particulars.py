"""What a task says beside its verb and day: product, receiver, partners, resources (sản phẩm, nơi nhận, phối hợp, kinh phí)."""

from __future__ import annotations

from vaocuoc.core.reading import instructions as words
from vaocuoc.core.reading.clauses import listed
from vaocuoc.core.reading.engine import Tokens
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.organisations import starts_organisation
from vaocuoc.core.reading.owners import owner_end
from vaocuoc.core.reading.periods import Time
from vaocuoc.core.reading.structure import Layout

_BEFORE = 12
"""How far back the noun may stand whose second half is a verb ("công trình")."""


class Particulars:
    """Reads the smaller fields of tasks from their words."""

    def __init__(self, layout: Layout, times: Tokens[Time]) -> None:
        self._seen, self._text, self._times = layout.surface, layout.text, times

    def product(self, start: int, end: int) -> str | None:
        """The paper or system that a task makes, without the day it is due."""
        match = words.PRODUCT.search(self._seen, start, end)
        if match is None:
            return None
        days = [
            t.start
            for t in self._times.within(match.start("p"), match.end("p"))
            if t.value.bound != "in" or t.value.moment.day
        ]
        stop = min([match.end("p"), *days])
        for other in words.PRODUCT_END.finditer(self._seen, match.start("p") + 1, stop):
            if not words.NOUN_BEFORE.search(self._seen, max(0, other.start() - _BEFORE), other.start() + 1):
                stop = other.start()
                break
        product = clean(self._text[match.start("p") : stop])
        return None if not product or product.lower().endswith((" này", " trên", " sau")) else product

    def receiver(self, start: int, end: int) -> str | None:
        """To whom a task is reported or submitted, where a body is named."""
        for match in words.RECEIVER.finditer(self._seen, start, end):
            named = starts_organisation(self._seen, match.start("to"))
            if named and not words.NOUN_BEFORE.search(self._seen, max(0, match.start() - _BEFORE), match.start()):
                stop = owner_end(self._text, self._seen, match.start("to"), match.end("to"))
                return clean(self._text[match.start("to") : stop]) or None
        return None

    def partners(self, start: int, end: int) -> tuple[str, ...]:
        """Those with whom a task is done, where bodies are named."""
        match = words.COOPERATING.search(self._seen, start, end)
        if match is None or not starts_organisation(self._seen, match.start("with")):
            return ()
        stop = owner_end(self._text, self._seen, match.start("with"), match.end("with"))
        return listed(self._text[match.start("with") : stop])

    def resources(self, start: int, end: int) -> str | None:
        """What a task is paid from."""
        match = words.RESOURCES.search(self._seen, start, end)
        return clean(self._text[match.start("r") : match.end("r")]) or None if match else None
