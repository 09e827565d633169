"""What a request of the review asks for, and whether it may (yêu cầu): shared by its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.models import Document, Finding
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.listing import Filters, Review
from vaocuoc.tracking.intake.queries import review_of


def finding_of(actor: Actor, document_id: int, finding_id: int) -> Finding:
    """The finding of the address, seen, and of that document."""
    finding = get_finding(actor, finding_id)
    if finding.document_id != document_id:
        raise Http404
    return finding


def number_of(text: str | None) -> int | None:
    """A number as it stands in an address or a form; None where there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def version_of(request: HttpRequest, name: str = "version") -> int:
    """The version of the finding that the reviewer saw."""
    version = number_of(request.POST.get(name))
    if version is None:
        raise Http404
    return version


def open_review(request: HttpRequest, document: Document, selected: int | None = None) -> Review | None:
    """The review as the address asks for it; without a finding in it, where the reviewer was when they left."""
    asked = selected or number_of(request.GET.get("f"))
    after = None
    if asked is None:
        asked, after = _left_at(request), _last_of(request, document)
    return review_of(document, filters=Filters.of(request.GET), selected=asked, after=after)


PLACE = "vi-tri"
"""The cookie of a review's address that holds who left it at which finding."""


def _left_at(request: HttpRequest) -> int | None:
    user, _dash, finding = request.COOKIES.get(PLACE, "").partition("-")
    return number_of(finding) if user == str(actor_of(request).user.pk) and not request.GET else None


def _last_of(request: HttpRequest, document: Document) -> int | None:
    """The reviewer's own last decision: from another machine one goes on behind it."""
    mine = Finding.objects.filter(document=document, decided_by=actor_of(request).user)
    return mine.order_by("-decided_at").values_list("pk", flat=True).first()
