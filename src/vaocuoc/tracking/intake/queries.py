"""What the review asks of the database: findings as lines and as whole ones, and what their cards choose from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document, Finding, FindingKind, Reading
from vaocuoc.documents.readings.queries import current_reading
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.intake.addressing import posts_to_choose
from vaocuoc.tracking.intake.forms import Surroundings
from vaocuoc.tracking.intake.listing import Filters, Line, Review
from vaocuoc.tracking.intake.models import Deed, Descent

_DOCUMENTS_TO_CHOOSE = 200
_REGROUPING = (Deed.SPLIT, Deed.MERGE)


def review_of(
    document: Document, *, filters: Filters, selected: int | None = None, after: int | None = None
) -> Review | None:
    """The review of a document by its current reading, None while it has none that is done; a few queries.

    ``selected`` is the finding to open; without it the next open one behind ``after``.
    """
    reading = current_reading(document)
    if reading is None or not reading.finished_at or reading.error_code:
        return None
    review = Review(document, reading, lines_of(reading), filters)
    review.select(selected, after=after)
    return review


def lines_of(reading: Reading) -> list[Line]:
    """The findings of a reading in order of place, without those that gave way when others were split or merged."""
    gone = hidden_of(reading)
    rows = (
        Finding.objects.filter(reading=reading)
        .order_by("start", "pk")
        .values_list(
            "pk",
            "kind",
            "state",
            "start",
            "end",
            "page",
            "section",
            "confidence",
            "decided_by",
            "decided_at",
            "version",
            "fields__clears",
        )
    )
    return [Line(*row[:-1], row[-1] or {}) for row in rows if row[0] not in gone]


def hidden_of(reading: Reading) -> set[int]:
    """The findings that gave way: split or merged ones, and what came of it where that was undone; one query."""
    rows = Descent.objects.filter(finding__reading=reading, deed__in=_REGROUPING)
    return {
        origin if undone_at is None else finding
        for origin, finding, undone_at in rows.values_list("origin", "finding", "undone_at")
    }


def whole(document: Document, lines: Iterable[Line]) -> list[Finding]:
    """The findings of these lines, in their order, with what cards show of them; one query."""
    wanted = [line.pk for line in lines]
    found = (
        Finding.objects.filter(pk__in=wanted)
        .select_related("citation__cited", "decided_as__unit", "decided_by", "reading")
        .defer("reading__text", "reading__blocks")
        .in_bulk()
    )
    for finding in found.values():
        finding.document = document
    return [found[pk] for pk in wanted if pk in found]


def surroundings(actor: Actor, document: Document, kinds: Iterable[str], *, today: date) -> Surroundings:
    """What the cards of these kinds let one choose from; at most three queries."""
    kinds = set(kinds)
    linked = kinds & {FindingKind.TARGET, FindingKind.RESULT, FindingKind.TASK}
    cited = visible_documents(actor).exclude(pk=document.pk).order_by("-uploaded_at")[:_DOCUMENTS_TO_CHOOSE]
    return Surroundings(
        document=document,
        today=today,
        posts=posts_to_choose(document.keeper, today=today) if FindingKind.TASK in kinds else (),
        indicators=list(Indicator.objects.filter(keeper=document.keeper).order_by("code")) if linked else (),
        documents=list(cited) if FindingKind.REFERENCE in kinds else (),
        seen=actor.visible_units(),
    )
