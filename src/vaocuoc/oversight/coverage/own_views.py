"""What a unit owes for a superior's document: its own programme (chương trình riêng của đơn vị)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage import operations
from vaocuoc.oversight.coverage.forms import OwnForm
from vaocuoc.oversight.coverage.measures import STATES
from vaocuoc.oversight.coverage.models import NotedProgramme
from vaocuoc.oversight.coverage.programmes import Owed, owed_by
from vaocuoc.ui.clock import today
from vaocuoc.ui.refusals import sentence, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme that the acting post's unit owes for a document; noted by number and day, or taken back."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    unit = _unit(actor)
    owed = owed_by(unit, document, today=today())
    form, status = OwnForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and request.POST.get("viec") == "bo":
        _forget(actor, owed)
        messages.success(request, _("Đã bỏ ghi chương trình."))
        return redirect("coverage:own", pk)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                operations.note_programme(
                    actor=actor, document=document, unit=unit, today=today(), **form.cleaned_data
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                messages.success(request, _("Đã ghi chương trình."))
                return redirect("coverage:own", pk)
    return render(request, "oversight/coverage/own.html", _context(actor, document, owed, form), status=status)


def _unit(actor: Actor) -> Unit:
    """The unit of the acting post, for which it must be allowed to report. Raises ``Refused("access.denied")``."""
    if actor.post is None:
        raise Refused("access.denied", action=str(Action.REPORT))
    actor.require(Action.REPORT, actor.post.unit_id)
    return actor.post.unit


def _forget(actor: Actor, owed: Owed) -> None:
    """Take back what the unit noted itself; a second click finds nothing and changes nothing."""
    noted = owed.row.programme.noted if owed.row and owed.row.programme else None
    found = NotedProgramme.objects.select_related("document", "unit", "noted_as").filter(pk=noted or 0).first()
    if found is not None:
        operations.forget_programme(actor=actor, noted=found)


def _context(actor: Actor, document: Document, owed: Owed, form: OwnForm) -> dict[str, object]:
    row = owed.row
    return {
        "document": document,
        "unit": owed.unit,
        "due": owed.due,
        "row": row,
        "state": STATES[row.state][0] if row else "",
        "form": form if row is not None and row.programme is None else None,
        "keeps": actor.may(Action.VIEW, document.keeper_id),
        "may_upload": actor.may_somewhere(Action.UPLOAD),
    }
