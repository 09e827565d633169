"""Adding a finding by hand (thêm kết quả): beside the picture of the page where no program could read it."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.readings.queries import current_reading, pages_of
from vaocuoc.tracking.intake.by_hand import ADDED, LONGEST, add_by_hand
from vaocuoc.tracking.intake.views.asking import number_of
from vaocuoc.ui.numbers import parse_number
from vaocuoc.ui.refusals import sentence


class AddForm(forms.Form):
    """What a person adds: its kind and quote; for a figure its value, unit of measure and what is measured."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=[(kind.value, kind.label) for kind in ADDED])
    quote = forms.CharField(
        label=gettext_lazy("Trích nguyên văn"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5, "lang": "vi"}),
    )
    page = forms.IntegerField(label=gettext_lazy("Trang"), required=False, min_value=1, max_value=99_999)
    indicator = forms.CharField(label=gettext_lazy("Số liệu về"), required=False, max_length=500)
    value = forms.CharField(label=gettext_lazy("Giá trị"), required=False, max_length=40)
    measure = forms.CharField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=80)

    def clean_value(self) -> Decimal | None:
        text = self.cleaned_data["value"].strip()
        if not text:
            return None
        try:
            return parse_number(text, point=False)
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from None


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, document_id: int) -> HttpResponse:
    """The form, with the page's picture where the paper is a scan; what is added is opened in the review."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    actor.require(Action.REVIEW, document.keeper_id)
    reading = current_reading(document)
    if reading is None or not reading.finished_at or reading.error_code:
        raise Http404
    pages = pages_of(reading)
    shown = min(max(number_of(request.POST.get("page") or request.GET.get("page")) or 1, 1), max(pages, 1))
    initial: dict[str, Any] = {"kind": request.GET.get("kind", "task"), "quote": request.GET.get("quote", "")[:LONGEST]}
    if pages:
        initial["page"] = shown
    form = AddForm(request.POST if request.method == "POST" else None, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = add_by_hand(actor=actor, document=document, reading=reading, **form.cleaned_data)
                return redirect(f"{reverse('intake:review', args=[document.pk])}?f={made.pk}#c{made.pk}")
            except Refused as refused:
                name = str(refused.facts.get("field", ""))
                form.add_error(name if name in form.fields else None, sentence(refused))
    context = {
        "document": document,
        "reading": reading,
        "form": form,
        "pages": pages,
        "shown": shown,
        "picture_says": _("Ảnh trang %(page)s/%(pages)s") % {"page": shown, "pages": pages},
    }
    return render(request, "tracking/intake/add.html", context, status=status)
