"""What happened when in the demonstration, played in its order with the clock turned to each moment.

Operations write the moment at which they run: who submitted when, how long something has waited. An invented past needs
invented moments, so the loader turns Django's clock while it plays; nothing else of the program can do that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from functools import partial
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from django.utils import timezone

from vaocuoc.tracking.indicators.following import together

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let ``timezone.now()`` say this moment, wherever it is called from, model defaults included."""

    class Turned(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    # The type checker cannot follow a replaced name, hence the ignores; it is put back whatever happens.
    true_clock = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Turned  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = true_clock  # type: ignore[attr-defined]


Do = Callable[..., object]


@dataclass(order=True)
class _Event:
    moment: datetime
    turn: int  # keeps the order of what was written down for the same moment
    do: Callable[[], object] = field(compare=False)


@dataclass
class Timeline:
    """Events to come, played once; playing one may add later ones. Nothing happens after ``end``."""

    end: datetime
    _events: list[_Event] = field(default_factory=list)
    _turns: int = 0

    @property
    def today(self) -> date:
        return self.end.date()

    def add(self, day: date, hour: float, do: Do, *arguments: object) -> None:
        """Write down that ``do(day, *arguments)`` happens on a day at an hour (8.5 is half past eight)."""
        whole = int(hour)
        moment = datetime.combine(day, time(whole, int((hour - whole) * 60)), tzinfo=VIETNAM)
        if moment <= self.end:
            self._turns += 1
            heappush(self._events, _Event(moment, self._turns, partial(do, day, *arguments)))

    def play(self) -> int:
        """Do everything in its order; the number of things done. Sums over figures are worked out once a day."""
        done = 0
        while self._events:
            day = self._events[0].moment.date()
            with together():
                while self._events and self._events[0].moment.date() == day:
                    event = heappop(self._events)
                    with clock_at(event.moment):
                        event.do()
                    done += 1
        return done
