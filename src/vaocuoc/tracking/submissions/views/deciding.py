"""Deciding on reports: the approver's queue, several at once, what comes back, sheets to be signed and their scans."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.papers import storage
from vaocuoc.tracking.indicators.operations import shown_value
from vaocuoc.tracking.indicators.queries import awaiting_approval
from vaocuoc.tracking.submissions.access import get_submission, visible_submissions, waiting_for
from vaocuoc.tracking.submissions.corrections import waiting_corrections
from vaocuoc.tracking.submissions.forms import ReasonForm, SignedForm
from vaocuoc.tracking.submissions.models import Sheet, Step, Submission
from vaocuoc.tracking.submissions.operations import (
    SeveralRefused,
    approve,
    approve_several,
    figures_of,
    return_submission,
    take_back,
)
from vaocuoc.tracking.submissions.sheets import digest_of, print_sheet, take_over_sheet
from vaocuoc.tracking.submissions.views.report import address_of
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """The reports that wait for one (chờ duyệt), the oldest first; several are approved at once."""
    actor = actor_of(request)
    if not actor.may_somewhere(Action.APPROVE):
        raise Refused("access.denied", action=str(Action.APPROVE))
    problem, status = "", HTTPStatus.OK
    if request.method == "POST":
        chosen = [int(text) for text in request.POST.getlist("bao-cao") if _is_key(text)]
        try:
            done = approve_several(actor=actor, submissions=_waiting(actor).filter(pk__in=chosen))
        except Refused as refused:
            problem, status = _why(refused), status_of(refused)
        else:
            said = ngettext("Đã duyệt %(number)s báo cáo.", "Đã duyệt %(number)s báo cáo.", len(done))
            messages.success(request, said % {"number": len(done)})
            return redirect("submissions:queue")
    page = page_of(request, _waiting(actor), size=_ROWS)
    context = {
        "page": page,
        "rows": [(one, address_of(one)) for one in page],
        "total": page.paginator.count,
        "single": awaiting_approval(actor).count(),
        "corrections": waiting_corrections(actor).count(),
        "problem": problem,
    }
    return render(request, "tracking/submissions/queue.html", context, status=status)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _waiting(actor: Actor) -> Any:
    figures = Count("cells", filter=Q(cells__value__isnull=False))
    noted = Count("cells", filter=~Q(cells__note=""))
    missing = Count("cells", filter=~Q(cells__missing_reason=""))
    found = waiting_for(actor).select_related("keeper", "provider", "submitted_as__unit", "submitted_by")
    return found.annotate(figure_count=figures, noted_count=noted, missing_count=missing).order_by("submitted_at", "pk")


def _why(refused: Refused) -> str:
    words = sentence(refused)
    return f"{words} {sentence(refused.cause)}" if isinstance(refused, SeveralRefused) else words


@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Approve, return or take back one report, or take over a sheet that was signed."""
    actor = actor_of(request)
    found = get_submission(actor, pk)
    do = _DEEDS.get(name)
    if do is None:
        raise Http404
    try:
        said = do(request, actor, found)
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        messages.error(request, sentence(refused))
        return redirect(address_of(found))
    messages.success(request, said)
    return redirect(address_of(found))


def _approve(_request: HttpRequest, actor: Actor, found: Submission) -> str:
    done = approve(actor=actor, submission=found)
    return _("Đã duyệt bước một, chờ nơi nhận duyệt.") if done.is_waiting else _("Đã duyệt báo cáo.")


def _return(request: HttpRequest, actor: Actor, found: Submission) -> str:
    return_submission(actor=actor, submission=found, reason=_reason(request))
    return _("Đã trả lại báo cáo. Số đã gửi được giữ nguyên.")


def _take_back(request: HttpRequest, actor: Actor, found: Submission) -> str:
    take_back(actor=actor, submission=found, reason=_reason(request))
    return _("Đã rút lại báo cáo. Sửa rồi gửi lại.")


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")[:500]


_DEEDS: dict[str, Callable[[HttpRequest, Actor, Submission], str]] = {
    "duyet": _approve,
    "tra-lai": _return,
    "rut-lai": _take_back,
}


# --- sheets -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to be signed (bản in để ký), with its code; it is given one where it has none yet."""
    actor = actor_of(request)
    found = get_submission(actor, pk)
    if request.method == "POST":
        print_sheet(actor=actor, submission=found)
        return redirect("submissions:sheet", pk)
    made = Sheet.objects.filter(submission=found, turn=found.turn).order_by("-pk").first()
    figures = figures_of(found)
    context = {
        "submission": found,
        "period": found.period,
        "sheet": made if made and made.digest == digest_of(found) else None,
        "figures": [(one, shown_value(one)) for one in figures],
        "address": address_of(found),
    }
    return render(request, "tracking/submissions/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a sheet was signed (duyệt theo bản ký), with its scan."""
    actor = actor_of(request)
    found = get_submission(actor, pk)
    if not actor.may(Action.APPROVE, found.keeper_id):
        actor.require(Action.APPROVE, found.provider_id)
    form = SignedForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            given = form.cleaned_data
            scan = given.pop("scan")
            try:
                take_over_sheet(actor=actor, submission=found, content=scan, name=scan.name, **given)
            except Refused as refused:
                form.add_error(_FIELDS.get(refused.code), sentence(refused))
                status = status_of(refused)
            else:
                messages.success(request, _("Đã ghi duyệt theo bản ký. Bản quét được giữ nguyên."))
                return redirect(address_of(found))
    context = {"form": form, "submission": found, "period": found.period, "address": address_of(found)}
    return render(request, "tracking/submissions/signed.html", context, status=status)


_FIELDS = {
    "submissions.sheet_unknown": "code",
    "submissions.sheet_outdated": "code",
    "submissions.no_signer": "signed_by",
    "submissions.signed_in_future": "signed_on",
    "submissions.signed_before": "signed_on",
    "submissions.not_a_scan": "scan",
}


@require_safe
def scan(request: HttpRequest, step: int) -> HttpResponseBase:
    """The scan of a signed sheet, byte for byte."""
    actor = actor_of(request)
    found = get_object_or_404(
        Step.objects.filter(submission__in=visible_submissions(actor)).exclude(scan_sha256=""), pk=step
    )
    try:
        content = storage.path_of(found.scan_sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=found.scan_name)
