"""The page on which a paper's withdrawal is noted, with what waits for a decision because of it."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.tracking.intake.withdrawing import reinstate_source, undecided_of, withdraw_source
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.ui.clock import today
from vaocuoc.ui.fields import DayField
from vaocuoc.ui.refusals import sentence


class WithdrawalForm(forms.Form):
    """When and by what a paper was withdrawn."""

    withdrawn_on = DayField(label=gettext_lazy("Ngày thu hồi"))
    reason = forms.CharField(label=gettext_lazy("Lý do, văn bản thu hồi"), max_length=300)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    """Note the withdrawal or take the note back; what still rests on the paper is listed."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    withdrawal = Withdrawal.objects.filter(document=document).select_related("recorded_as", "recorded_by").first()
    status = HTTPStatus.OK
    form = WithdrawalForm(request.POST if request.method == "POST" else None, initial={"withdrawn_on": today()})
    if request.method == "POST":
        if request.POST.get("reinstate"):
            reinstate_source(actor=actor, document=document)
            return redirect("intake:withdraw", document_id=document.pk)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            said = form.cleaned_data
            try:
                withdraw_source(
                    actor=actor, document=document, on=said["withdrawn_on"], reason=said["reason"], today=today()
                )
                return redirect("intake:withdraw", document_id=document.pk)
            except Refused as refused:
                form.add_error(str(refused.facts.get("field", "")) or None, sentence(refused))
    context = {"document": document, "form": form, "withdrawal": withdrawal, "undecided": undecided_of(document)}
    return render(request, "tracking/intake/withdraw.html", context, status=status)
