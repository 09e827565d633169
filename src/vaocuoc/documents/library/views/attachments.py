"""The further files of a document: attach, download as it came, withdraw with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.destruction.queries import refuse_gone
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.library.attaching import attach_file, withdraw_attachment
from vaocuoc.documents.library.forms import AttachForm, WithdrawForm
from vaocuoc.documents.library.views.handing_in import Outcome
from vaocuoc.documents.library.views.paper import as_it_came
from vaocuoc.documents.papers.models import Attachment
from vaocuoc.ui.refusals import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach further files (đính kèm tệp); what became of each stands in its own line."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    actor.require(Action.UPLOAD, document.keeper_id)
    form = AttachForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        for content in form.cleaned_data["uploads"]:
            try:
                attach_file(
                    actor=actor,
                    document=document,
                    content=content,
                    name=content.name,
                    kind=form.cleaned_data["kind"],
                    note=form.cleaned_data["note"],
                )
            except Refused as refused:
                outcomes.append(Outcome(content.name, refusal=sentence(refused)))
            else:
                outcomes.append(Outcome(content.name))
        if not any(outcome.refusal for outcome in outcomes):
            messages.success(request, _("Đã đính kèm %(count)s tệp.") % {"count": len(outcomes)})
            return redirect("library:document", pk)
    context = {"document": document, "form": form, "outcomes": outcomes}
    return render(request, "documents/library/attach.html", context, status=422 if outcomes or form.errors else 200)


@require_safe
def attachment(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A further file as it came in; a withdrawn one for those alone who keep the register."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    refuse_gone(document)
    found = get_object_or_404(Attachment, pk=file_pk, document=document)
    if found.withdrawn_at is not None and not actor.may(Action.UPLOAD, document.keeper_id):
        raise Http404
    return as_it_came(found)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Withdraw a further file with a reason (rút tệp)."""
    actor = actor_of(request)
    document = get_document(actor, pk)
    refuse_gone(document)
    found = get_object_or_404(Attachment, pk=file_pk, document=document)
    actor.require(Action.UPLOAD, document.keeper_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_attachment(
                actor=actor, document=document, attachment_id=found.pk, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã rút tệp “%(name)s”.") % {"name": found.name})
            return redirect("library:document", pk)
    context = {"document": document, "attachment": found, "form": form}
    return render(request, "documents/library/withdraw.html", context, status=422 if form.errors else 200)
