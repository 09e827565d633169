"""The pages of the audit trail: the trail and its files, one entry, the chain of seals."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from vaocuoc.audit.exporting import MOST_IN_WORKBOOK, as_csv, as_workbook, rows
from vaocuoc.audit.forms import CompareForm, FilterForm
from vaocuoc.audit.models import Batch, Entry
from vaocuoc.audit.operations import ActsAs, record
from vaocuoc.audit.personal import hashed_values, matches
from vaocuoc.audit.queries import Filters, Reader, batch_of, batches, entries, entry_of, object_types
from vaocuoc.audit.sealing import SEALED, hash_of
from vaocuoc.audit.words import deeds, in_words, label, object_kind
from vaocuoc.core.errors import Refused
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal
from vaocuoc.ui.paging import page_of

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def trail(request: HttpRequest) -> HttpResponse:
    """The audit trail (nhật ký), the latest first, for who inspects and for the administrator."""
    reader = _reader(request)
    form = _form(request)
    page = page_of(request, entries(reader, form.filters() if form.is_bound else Filters()))
    asked = request.GET.copy()
    asked.pop("trang", None)
    context = {"form": form, "page": page, "lines": in_words(list(page), reader), "asked": asked.urlencode()}
    return render(request, "audit/trail.html", context)


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """What the filters leave, as a file (xuất nhật ký); that it was taken stands in the trail."""
    reader = _reader(request)
    asked = _form(request)
    found = entries(reader, asked.filters() if asked.is_bound else Filters())
    count, about = found.count(), _about(asked)
    if form == "xlsx" and count > MOST_IN_WORKBOOK:
        raise Refused("audit.too_many", count=format_decimal(count), most=format_decimal(MOST_IN_WORKBOOK))
    latest = found.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        record(cast(ActsAs, reader), "audit.export", Entry(), form=form, count=count, filters=about)
    lines = rows(found.filter(pk__lte=latest), reader)
    name = f"nhat-ky-{today():%Y-%m-%d}.{form}"
    if form == "csv":
        answer = StreamingHttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    told = gettext("%(about)s. %(count)s dòng, xuất ngày %(day)s.") % {
        "about": about or gettext("Toàn bộ nhật ký"), "count": format_decimal(count), "day": format_day(today())
    }  # fmt: skip
    return FileResponse(as_workbook(lines, about=told), as_attachment=True, filename=name, content_type=_WORKBOOK)


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: before and after, its hash and its seal; a named value is compared with what is kept as hashes."""
    reader = _reader(request)
    found = entry_of(reader, pk)
    if found is None:
        raise Http404
    kept = hashed_values(found.facts)
    form = CompareForm(request.POST if request.method == "POST" else None) if kept else None
    context: dict[str, Any] = {
        "entry": found,
        "line": in_words([found], reader)[0],
        "hash": hash_of(getattr(found, name) for name in SEALED).hex(),
        "batch": batch_of(found),
        "form": form,
    }
    status = 200
    if request.method == "POST":
        if form is None or not form.is_valid():
            status = 422
        else:
            fitting = [name for name, text in kept.items() if matches(text, form.cleaned_data["value"])]
            with transaction.atomic():
                record(cast(ActsAs, reader), "audit.compare", found, matched=bool(fitting))
            context |= {"compared": True, "fitting": [label(name) for name in fitting]}
    return render(request, "audit/entry.html", context, status=status)


@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """The seals (chuỗi niêm phong), the latest first; the latest is what is kept on paper."""
    _reader(request)
    page = page_of(request, batches())
    head: Batch | None = batches().first()
    waiting = Entry.objects.filter(pk__gt=head.last_id if head else 0).count()
    return render(request, "audit/chain.html", {"page": page, "head": head, "waiting": waiting})


def _reader(request: HttpRequest) -> Reader:
    reader = cast(Reader, getattr(request, "actor", None))
    if not reader.may_audit():
        raise Refused("access.denied", action="audit")
    return reader


def _form(request: HttpRequest) -> FilterForm:
    kinds = [(code, object_kind(code)) for code in object_types()]
    return FilterForm(request.GET or None, object_types=kinds, actions=deeds())


def _about(form: FilterForm) -> str:
    """The filters in words."""
    if not form.is_bound:
        return ""
    form.is_valid()
    return "; ".join(f"{form[name].label}: {form[name].value()}" for name, value in form.cleaned_data.items() if value)
