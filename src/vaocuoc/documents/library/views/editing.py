"""Changing what is known of a document: its fields, its addressees; two people at once are told of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ChoiceField, Field, ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.audit.queries import history
from vaocuoc.audit.words import in_words
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.library.addressing import Addressees, read_addressees
from vaocuoc.documents.library.forms import AddresseesForm, DocumentForm
from vaocuoc.documents.library.operations import EDITABLE, address_document, edit_document
from vaocuoc.documents.library.paper import may_carry_out
from vaocuoc.documents.library.queries import key_of
from vaocuoc.documents.papers.models import Document
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.refusals import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a document's own fields (sửa thông tin)."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    actor.require(Action.UPLOAD, found.keeper_id)
    choices = may_carry_out(actor, found)
    form = DocumentForm(
        request.POST if request.method == "POST" else None, initial=_fields_of(found), carried_out=choices
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_document(actor=actor, document=found, **form.cleaned_data)
        except Refused as refused:
            if refused.code == "conflict.document_changed":
                return _meanwhile(request, found, form, sentence(refused))
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã lưu thông tin văn bản."))
            return redirect("library:document", pk)
    return _form(request, "documents/library/edit.html", {"document": found, "form": form, "begun": form.begun_with})


def _fields_of(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in (*EDITABLE, "version")}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that another changed meanwhile: what it was, what it is now, what is being typed; in words."""

    label: str
    was: str
    now: str
    typed: str


def _meanwhile(request: HttpRequest, found: Document, form: DocumentForm, told: str) -> HttpResponse:
    """The form once more for the second of two editors: what they typed stands, the rest is as the first left it."""
    found.refresh_from_db()
    now = _fields_of(found)
    typed = {name: form.cleaned_data[name] for name in form.changed_data if name in EDITABLE}
    differences = [
        Difference(str(field.label), _in_words(field, was), _in_words(field, now[name]), _in_words(field, mine))
        for name, field in form.fields.items()
        if name in EDITABLE
        for was in (_begun_with(form, name),)
        if was != now[name]
        for mine in (typed.get(name, now[name]),)
    ]
    choices = may_carry_out(actor_of(request), found)
    context = {
        "document": found,
        "form": DocumentForm(initial={**now, **typed}, carried_out=choices),
        "begun": DocumentForm(initial=now, carried_out=choices).begun_with,
        "told": told,
        "differences": differences,
        "last": next((one for one in in_words(history(found, limit=5)) if one.entry.action in _CHANGING), None),
    }
    return render(request, "documents/library/edit.html", context, status=HTTPStatus.CONFLICT)


_CHANGING = ("documents.edit", "readings.done")


def _begun_with(form: DocumentForm, name: str) -> Any:
    """What stood in a field when the editor began."""
    try:
        return form.fields[name].clean(form.data.get(form.add_initial_prefix(name), ""))
    except ValidationError:
        return None


def _in_words(field: Field, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, date):
        return format_day(value)
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        return next((str(label) for key, label in field.widget.choices if key == value), str(value))
    return str(value)


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a document carries out one it cites (ghi là thực hiện văn bản)."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    base = get_document(actor, key_of(request.POST.get("van-ban")) or 0)
    version = key_of(request.POST.get("version")) or 0
    edit_document(actor=actor, document=found, version=version, carries_out=base)
    messages.success(request, _("Đã ghi: văn bản này thực hiện %(base)s.") % {"base": base})
    return redirect("library:document", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Say to whom a document is addressed (nơi nhận)."""
    actor = actor_of(request)
    found = get_document(actor, pk)
    actor.require(Action.UPLOAD, found.keeper_id)
    there = dict(found.addressees.order_by("unit__sort_key", "pk").values_list("unit_id", "unit__name"))
    seen = ",".join(map(str, there))
    form = AddresseesForm(
        request.POST if request.method == "POST" else None, initial={"names": "\n".join(there.values()), "seen": seen}
    )
    read = Addressees()
    if request.method == "POST" and form.is_valid():
        read = read_addressees(form.cleaned_data["names"], today=today())
        for number, name, near in read.unknown:
            form.add_error("names", _unknown_line(number, name, near))
        if form.is_valid():
            begun = [int(key) for key in form.cleaned_data["seen"].split(",") if key]
            try:
                address_document(
                    actor=actor, document=found, units=read.units, seen=begun if "seen" in form.data else None
                )
            except Refused as refused:
                again = request.POST.copy()
                again["seen"] = seen  # saved once more, it is meant
                form = AddresseesForm(again)
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("Đã lưu nơi nhận: %(count)s đơn vị.") % {"count": len(read.units)})
                return redirect("library:document", pk)
    return _form(request, "documents/library/address.html", {"document": found, "form": form})


def _unknown_line(number: int, name: str, near: list[str]) -> str:
    if near:
        return _("Dòng %(number)s: không có đơn vị “%(name)s”. Gần giống: %(near)s. Chưa ghi gì.") % {
            "number": number,
            "name": name,
            "near": ", ".join(near),
        }
    return _("Dòng %(number)s: không có đơn vị “%(name)s” trong danh bạ. Chưa ghi gì.") % {
        "number": number,
        "name": name,
    }


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
