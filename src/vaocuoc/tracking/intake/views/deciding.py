"""Deciding on one finding. A plain form is answered with a redirect, a script with the parts that changed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from itertools import pairwise

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document, Finding, FindingState
from vaocuoc.tracking.intake import carrying, operations, regrouping
from vaocuoc.tracking.intake.forms import FindingForm, RejectForm
from vaocuoc.tracking.intake.listing import Filters, Review
from vaocuoc.tracking.intake.outcomes import became_of
from vaocuoc.tracking.intake.queries import review_of
from vaocuoc.tracking.intake.views.asking import finding_of, number_of, version_of
from vaocuoc.tracking.intake.views.page import Difference, address_of, changed, differences_of, form_of, page
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.htmx import render as render_either
from vaocuoc.ui.refusals import sentence


@require_POST
def accept(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Accept the finding with the fields of its card."""
    actor = actor_of(request)
    finding = finding_of(actor, document_id, finding_id)
    form = form_of(actor, finding, request.POST)
    if not form.is_valid():
        return _again(request, actor, finding, form)
    try:
        finding = operations.accept_finding(
            actor=actor,
            finding_id=finding.pk,
            version=version_of(request),
            fields={**form.values(), "digits_checked": form.digits_checked},
            today=today(),
        )
    except Refused as refused:
        if refused.code.startswith("conflict."):
            finding.refresh_from_db()
            return _refused(request, actor, finding, refused, differences=differences_of(form, finding))
        if refused.code.startswith("access."):
            return _refused(request, actor, finding, refused)
        form.refuse(refused)
        return _again(request, actor, finding, form)
    return _decided(request, actor, finding)


@require_POST
def reject(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Put the finding aside with a reason."""
    reason = RejectForm(request.POST).chosen()

    def deed(actor: Actor, finding: Finding) -> HttpResponse:
        done = operations.reject_finding(actor=actor, finding_id=finding.pk, version=version_of(request), reason=reason)
        return _decided(request, actor, done)

    return _do(request, document_id, finding_id, deed)


@require_POST
def undo(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Take the last step on a finding back: a decision, or the split or merge that it came of."""

    def deed(actor: Actor, finding: Finding) -> HttpResponse:
        if finding.state == FindingState.OPEN:
            origin = regrouping.undo_regrouping(actor=actor, finding_id=finding.pk)
            return _anew(request, actor, origin, said=_("Đã hoàn tác. Phát hiện cũ trở lại danh sách."))
        done = operations.undo_decision(actor=actor, finding_id=finding.pk, version=version_of(request), today=today())
        said = _("Đã hoàn tác. Phát hiện trở lại trạng thái chưa rà.")
        return _answer(request, actor, done, go_to=done, said=said)

    return _do(request, document_id, finding_id, deed)


@require_POST
def as_before(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Decide as on the same sentence of the earlier version."""

    def deed(actor: Actor, finding: Finding) -> HttpResponse:
        done = carrying.carry_one(actor=actor, finding_id=finding.pk, version=version_of(request))
        return _decided(request, actor, done)

    return _do(request, document_id, finding_id, deed)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Choose where another clause begins; then the parts stand in the list instead of the whole."""
    if request.method == "POST":

        def deed(actor: Actor, finding: Finding) -> HttpResponse:
            places = [place for text in request.POST.getlist("places") if (place := number_of(text)) is not None]
            parts = regrouping.split_finding(
                actor=actor, finding_id=finding.pk, version=version_of(request), places=places
            )
            return _anew(request, actor, parts[0], said=_("Đã tách thành %(count)s phát hiện.") % {"count": len(parts)})

        return _do(request, document_id, finding_id, deed)
    actor = actor_of(request)
    finding = finding_of(actor, document_id, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    places = [0, *regrouping.boundaries_of(finding.quote), len(finding.quote)]
    pieces = [(start, finding.quote[start:end]) for start, end in pairwise(places)]
    context = {
        "document": finding.document,
        "finding": finding,
        "pieces": pieces,
        "query": Filters.of(request.GET).query(),
    }
    return render_either(request, "tracking/intake/split.html", "tracking/intake/_split.html", context)


@require_POST
def merge(request: HttpRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Join the finding with the next one of its kind."""

    def deed(actor: Actor, finding: Finding) -> HttpResponse:
        other = finding_of(actor, document_id, number_of(request.POST.get("other")) or 0)
        made = regrouping.merge_findings(
            actor=actor,
            finding_id=finding.pk,
            version=version_of(request),
            other_id=other.pk,
            other_version=version_of(request, "other_version"),
        )
        return _anew(request, actor, made, said=_("Đã gộp hai phát hiện thành một."))

    return _do(request, document_id, finding_id, deed)


# --- answers ----------------------------------------------------------------------------------------------------------


def _do(
    request: HttpRequest, document_id: int, finding_id: int, deed: Callable[[Actor, Finding], HttpResponse]
) -> HttpResponse:
    """Do something with the finding of the address; a refusal is said on the page as it is now."""
    actor = actor_of(request)
    finding = finding_of(actor, document_id, finding_id)
    try:
        actor.require(Action.REVIEW, finding.document.keeper_id)
        return deed(actor, finding)
    except Refused as refused:
        return _refused(request, actor, finding, refused)


def _decided(request: HttpRequest, actor: Actor, finding: Finding) -> HttpResponse:
    """Go on to the next open finding, saying what the decided one became."""
    if finding.state == FindingState.REJECTED:
        said = _("Đã bỏ: %(reason)s") % {"reason": finding.reject_reason}
    else:
        became = became_of([finding]).get(finding.pk)
        said = _("Đã nhận: %(what)s") % {"what": became.label} if became else _("Đã nhận")
    return _answer(request, actor, finding, go_to=None, said=said)


def _answer(request: HttpRequest, actor: Actor, finding: Finding, *, go_to: Finding | None, said: str) -> HttpResponse:
    found = _review(request, actor, finding.document_id, finding.pk)
    if go_to is None and found.selected is not None:
        following = found.next_open(found.selected)
        found.select((following or found.selected).pk)
    if is_fragment(request):
        return changed(request, actor, found, decided=finding.pk, said=said)
    messages.success(request, said)
    return redirect(address_of(found))


def _anew(request: HttpRequest, actor: Actor, finding: Finding, *, said: str) -> HttpResponse:
    """The findings themselves have changed: the list and the text are drawn anew."""
    found = _review(request, actor, finding.document_id, finding.pk)
    if is_fragment(request):
        return changed(request, actor, found, said=said, anew=True)
    messages.success(request, said)
    return redirect(address_of(found))


def _again(request: HttpRequest, actor: Actor, finding: Finding, form: FindingForm) -> HttpResponse:
    """The card once more, with what is wrong at its fields; nothing has been written."""
    found = _review(request, actor, finding.document_id, finding.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if is_fragment(request):
        return changed(request, actor, found, form=form, status=status)
    return page(request, actor, found, form=form, status=status)


def _refused(
    request: HttpRequest,
    actor: Actor,
    finding: Finding,
    refused: Refused,
    *,
    differences: list[Difference] | None = None,
) -> HttpResponse:
    """Say a refusal that is not about a field, and show the finding as it is now."""
    is_conflict = refused.code.startswith("conflict.")
    if not is_fragment(request) and not is_conflict:
        if refused.code.startswith("access."):
            raise refused
        messages.error(request, sentence(refused))
        return redirect(f"{reverse('intake:review', args=[finding.document_id])}?f={finding.pk}#c{finding.pk}")
    found = _review(request, actor, finding.document_id, finding.pk)
    if is_fragment(request):
        status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        said = sentence(refused)
        return changed(
            request, actor, found, said=said, tone="bad", differences=differences, anew=is_conflict, status=status
        )
    messages.error(request, sentence(refused))
    return page(request, actor, found, differences=differences, status=HTTPStatus.CONFLICT)


def _review(request: HttpRequest, actor: Actor, document_id: int, finding_id: int) -> Review:
    document: Document = get_document(actor, document_id)
    found = review_of(document, filters=Filters.of(request.GET), selected=finding_id)
    assert found is not None  # a finding has a reading that is done
    return found
