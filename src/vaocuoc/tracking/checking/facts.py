"""What the register knows that a draft is compared with (căn cứ đối chiếu): targets, figures, ended units, papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from vaocuoc.core.checking import EndedUnit, KnownDocument, KnownTarget, KnownValue, Register
from vaocuoc.directory.models import Succession, Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.tracking.checking.stored import type_words
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target
from vaocuoc.tracking.indicators.scaling import from_scaled

_YEARS = 3  # how far back reported figures are compared with


def register_of(
    actor: Actor | None, *, keeper: Unit | None, today: date, numbers: Iterable[str] | None = None
) -> Register:
    """The facts that ``actor`` may see, five queries in all; everything for ``None``, who holds the data folder itself.

    ``keeper`` is the unit whose draft it is: what is said of it must be said alike, others may differ. ``numbers`` are
    those that the draft cites; without them all papers are given.
    """
    indicators = visible_indicators(actor) if actor else Indicator.objects.all()
    return Register(
        targets=tuple(_targets(indicators, keeper)),
        values=tuple(_values(indicators, keeper, today)),
        ended=tuple(_ended(today)),
        documents=tuple(_documents(visible_documents(actor) if actor else Document.objects.all(), numbers)),
    )


def _targets(indicators: QuerySet[Indicator], keeper: Unit | None) -> Iterable[KnownTarget]:
    """The targets in force, each in the words of the sentence that set it."""
    rows = Target.objects.filter(
        indicator__in=indicators.order_by().values("pk"), withdrawn_at__isnull=True, superseded_by__isnull=True
    ).select_related("indicator", "unit", "document", "finding")
    for row in rows.order_by("-headline", "pk"):
        decimals = row.indicator.decimals
        yield KnownTarget(
            name=row.indicator.name,
            unit=row.indicator.unit_of_measure,
            comparator=row.comparator,
            value=from_scaled(row.value, decimals),
            value_high=None if row.value_high is None else from_scaled(row.value_high, decimals),
            due=row.due,
            path=tuple((int(year), from_scaled(value, decimals)) for year, value in sorted(row.path.items())),
            quote=f"{row.indicator.name}: {row.finding.quote}" if row.finding else row.indicator.name,
            source=", ".join(str(part) for part in (row.unit, row.document) if part),
            key=f"indicator:{row.indicator_id}",
            is_own=keeper is None or row.unit_id == keeper.pk,
            is_change=row.indicator.kind == "growth" or None,
        )


def _values(indicators: QuerySet[Indicator], keeper: Unit | None, today: date) -> Iterable[KnownValue]:
    """The latest figure of each period of the draft's own unit, without one nobody's: units differ."""
    if keeper is None:
        return
    rows = Observation.objects.filter(
        indicator__in=indicators.order_by().values("pk"), unit=keeper, period_end__year__gte=today.year - _YEARS
    ).select_related("indicator")
    latest: dict[tuple[int, date, date], Observation] = {}
    for row in rows.order_by("revision", "pk"):
        latest[row.indicator_id, row.period_start, row.period_end] = row
    for row in latest.values():
        if row.value is not None and row.indicator.reported == "per_period":
            yield KnownValue(
                name=row.indicator.name,
                unit=row.indicator.unit_of_measure,
                value=from_scaled(row.value, row.indicator.decimals),
                start=row.period_start,
                end=row.period_end,
                source=str(row.indicator),
                key=f"indicator:{row.indicator_id}",
            )


def _ended(today: date) -> Iterable[EndedUnit]:
    """Units whose life is over, with what took over from them; a name that lives on in another unit has not ended."""
    gone = list(Unit.objects.filter(valid_to__lte=today).order_by("pk"))
    living = set(
        Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), name__in={unit.name for unit in gone})
        .order_by()
        .values_list("name", flat=True)
    )
    took_over: dict[int, list[Succession]] = {}
    for one in Succession.objects.filter(predecessor__in=gone).select_related("successor").order_by("date", "pk"):
        took_over.setdefault(one.predecessor_id, []).append(one)
    for unit in gone:
        if unit.name not in living and unit.valid_to is not None:
            heirs = took_over.get(unit.pk, [])
            names = tuple(dict.fromkeys(one.successor.name for one in heirs))
            yield EndedUnit(unit.name, unit.valid_to, names, heirs[0].act if heirs else "")


def _documents(documents: QuerySet[Document], numbers: Iterable[str] | None) -> Iterable[KnownDocument]:
    found = documents.exclude(number_key="")
    if numbers is not None:
        found = found.filter(number_key__in={number_key(number) for number in numbers})
    for pk, number, kind, day, title in found.order_by("pk").values_list("pk", "number", "type", "issued_on", "title"):
        words = type_words(kind)
        if words:
            yield KnownDocument(number, words, day, title, key=f"document:{pk}")
