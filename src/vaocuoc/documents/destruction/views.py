"""Destruction of content: proposing it, deciding on it, the list, and what is left."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.destruction import operations
from vaocuoc.documents.destruction.access import (
    get_destruction,
    get_subject,
    may_propose,
    may_see_any,
    posts_to_confirm,
    visible_destructions,
)
from vaocuoc.documents.destruction.forms import ConfirmForm, ProposeForm, RefuseForm
from vaocuoc.documents.destruction.holding import Copy, copies, roots
from vaocuoc.documents.destruction.models import DestructionState
from vaocuoc.documents.destruction.queries import (
    always_removed,
    destruction_of,
    has_backups,
    has_files,
    may_decide,
    removed_rows,
    subject_of,
    ticked,
)
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 40


@require_safe
def destruction_list(request: HttpRequest) -> HttpResponse:
    """The proposals and tombstones that one sees (hủy nội dung), the latest first."""
    actor = actor_of(request)
    if not may_see_any(actor):
        raise Refused("access.denied", action=str(Action.DESTROY))
    waiting = request.GET.get("cho") == "1"
    found = visible_destructions(actor).order_by("-proposed_at", "-pk")
    if waiting:
        found = found.filter(state=DestructionState.PROPOSED, lapses_on__gte=today())
    page = page_of(request, found, size=_ROWS)
    rows = [(one, one.has_lapsed(today())) for one in page]
    return render(request, "documents/destruction/list.html", {"page": page, "rows": rows, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Propose that what a thing says is destroyed (đề nghị hủy nội dung)."""
    actor, root = actor_of(request), roots().get(kind)
    if root is None:
        raise Http404
    subject = get_subject(actor, root, pk)
    described = root.describe(subject)
    if not may_propose(actor, described.keeper_id):
        raise Refused("access.denied", action=str(Action.DESTROY))
    there = destruction_of(subject)
    if there is not None and not there.has_lapsed(actor.today):
        return redirect("destruction:detail", there.pk)
    shown = copies(actor, root, subject)
    own = [copy.key for copy in shown if copy.is_own]
    form = ProposeForm(request.POST if request.method == "POST" else None, keys=[copy.key for copy in shown])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = operations.propose(actor=actor, root=root, subject=subject, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = int(status_of(refused))
            else:
                if [post for post in posts_to_confirm(made.keeper_id, today=today()) if post != made.proposed_as_id]:
                    messages.success(request, _("Đã gửi đề nghị; người có quyền xác nhận đã được báo."))
                else:
                    messages.warning(
                        request, _("Đã ghi đề nghị; chưa chức danh nào khác có quyền xác nhận tại đơn vị.")
                    )
                return redirect("destruction:detail", made.pk)
    context = {
        "root": root,
        "subject": subject,
        "called": described.called,
        "address": root.address_of(subject),
        "groups": _grouped(shown),
        "ticked": request.POST.getlist("also") if request.method == "POST" else own,
        "always": always_removed(root, subject),
        "has_files": has_files(root),
        "form": form,
        "days": operations.DAYS,
    }
    return render(request, "documents/destruction/propose.html", context, status=status)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what goes, who proposed it; the decision to be made, or the one that was."""
    return _page(request, pk)


def _page(
    request: HttpRequest,
    pk: int,
    *,
    confirming: ConfirmForm | None = None,
    refusing: RefuseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    found = get_destruction(actor, pk)
    waits = found.state == DestructionState.PROPOSED and not found.has_lapsed(actor.today)
    decides = may_decide(actor, found)
    root, subject = subject_of(found)
    context = {
        "one": found,
        "address": root.address_of(subject) if root.visible(actor).filter(pk=subject.pk).exists() else "",
        "waits": waits,
        "lapsed": found.has_lapsed(actor.today),
        "groups": _grouped(ticked(actor, found, root, subject)) if waits else [],
        "always": always_removed(root, subject) if waits else [],
        "has_files": has_files(root),
        "removed": removed_rows(found),
        "has_backups": has_backups(),
        "confirming": (confirming or ConfirmForm()) if decides else None,
        "refusing": (refusing or RefuseForm()) if decides else None,
        "may_withdraw": waits and found.proposed_by_id == actor.user.pk,
    }
    return render(request, "documents/destruction/detail.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, which destroys the content."""
    actor = actor_of(request)
    found = get_destruction(actor, pk)
    actor.require(Action.DESTROY, found.keeper_id)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, confirming=form, status=422)
    operations.confirm(actor=actor, destruction=found)
    messages.success(request, _("Đã hủy nội dung."))
    return redirect("destruction:detail", pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Not agree, with a reason."""
    actor = actor_of(request)
    found = get_destruction(actor, pk)
    actor.require(Action.DESTROY, found.keeper_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, refusing=form, status=422)
    operations.refuse(actor=actor, destruction=found, reason=form.cleaned_data["reason"])
    messages.success(request, _("Đã ghi ý kiến không đồng ý; nội dung giữ nguyên."))
    return redirect("destruction:detail", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    actor = actor_of(request)
    operations.withdraw(actor=actor, destruction=get_destruction(actor, pk))
    messages.success(request, _("Đã rút đề nghị; nội dung giữ nguyên."))
    return redirect("destruction:detail", pk)


def _grouped(shown: list[Copy]) -> list[tuple[str, list[Copy]]]:
    """Copies under what they are called."""
    return [(kind, list(group)) for kind, group in groupby(shown, key=lambda copy: copy.kind)]
