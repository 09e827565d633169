"""What board and lists can be narrowed to (chọn phạm vi): papers that gave work, units that lead, periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vaocuoc.core.calendars import month, period_containing, year
from vaocuoc.directory.models import Unit
from vaocuoc.directory.oversight.queries import overseen_by
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage.models import Group, Mark
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.models import Target
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.ui.dates import period_code, period_name

_OFFERED = 100  # papers to narrow by; an older one is found by its words


@dataclass(frozen=True)
class Choices:
    """What the board can be narrowed to; ``oversees`` where a decision gives the post something to oversee, ``groups``
    those that some document marks tasks or targets as belonging to.
    """

    documents: tuple[Document, ...]
    leads: tuple[Unit, ...]
    periods: tuple[tuple[str, str], ...]
    oversees: bool
    groups: tuple[tuple[str, str], ...] = ()


def choices(actor: Actor, *, today: date, text: str = "") -> Choices:
    """The documents that gave tasks or targets, the newest first, the units that lead, and periods.

    ``text`` looks for documents by number and words, so that the oldest is found too.
    """
    tasks, indicators = visible_tasks(actor).order_by(), visible_indicators(actor).order_by()
    targets = Target.objects.filter(indicator__in=indicators.values("pk"), withdrawn_at__isnull=True)
    gave = Q(pk__in=tasks.values("document")) | Q(pk__in=targets.values("document"))
    leads = Q(pk__in=tasks.filter(lead_unit__isnull=False).values("lead_unit")) | Q(
        pk__in=indicators.filter(lead_unit__isnull=False).values("lead_unit")
    )
    found = visible_documents(actor).filter(gave)
    if text:
        found = matching(found, "folded", text)
    return Choices(
        tuple(found.defer("folded").order_by("-issued_on", "-pk")[:_OFFERED]),
        tuple(Unit.objects.filter(leads).order_by("sort_key", "pk")),
        _periods(today),
        bool(overseen_by(actor)),
        _groups(),
    )


def _groups() -> tuple[tuple[str, str], ...]:
    """The groups in use, in their order; one query."""
    marked = set(Mark.objects.order_by().values_list("group", flat=True).distinct())
    return tuple((key, str(words)) for key, words in Group.choices if key in marked)


def _periods(today: date) -> tuple[tuple[str, str], ...]:
    """The months, quarters and years around today that one may look at alone."""
    months = [month(today.year, today.month).shift(by) for by in range(2, -7, -1)]
    quarters = [period_containing(today, "quarter").shift(by) for by in range(1, -4, -1)]
    years = [year(today.year + by) for by in range(4, -3, -1)]
    return tuple((period_code(one), period_name(one)) for one in (*months, *quarters, *years))
