"""The pages of the ledger of a post (sổ trách nhiệm): its holder's first, then of who may ask for it."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.people.queries import holders_of
from vaocuoc.tracking.counting.sheets import counted_rows
from vaocuoc.tracking.responsibility import asking
from vaocuoc.tracking.responsibility.forms import AnswerForm, AskForm, DaysForm
from vaocuoc.tracking.responsibility.ledgers import COLUMNS, DEFINITIONS, GROUPS, Ledger, ledger_of
from vaocuoc.tracking.responsibility.models import LedgerRequest
from vaocuoc.tracking.responsibility.outputs import write_ledger
from vaocuoc.tracking.tasks.queries import rows_in_order
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence

_POSTS = 20
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def ledgers(request: HttpRequest) -> HttpResponse:
    """The ledgers of one's own posts, what waits to be seen; who keeps the directory sets the days (POST)."""
    actor = actor_of(request)
    form = DaysForm(request.POST) if request.method == "POST" else DaysForm(initial={"valid_from": today()})
    status = HTTPStatus.OK
    if request.method == "POST":
        actor.require_directory()
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            asking.set_days_first(actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi."))
            return redirect("responsibility:ledgers")
    text = request.GET.get("tim", "").strip()[:100]
    others = asking.posts_to_ask(actor, text)
    context = {
        "others": page_of(request, others, size=_POSTS) if text or others[:1] else None,
        "text": text,
        "posts": actor.posts if not actor.in_name_of else (),
        "waiting": list(asking.unseen_of(actor)[:50]),
        "days": asking.days_first(today()),
        "form": form if actor.may_keep_directory() else None,
    }
    return render(request, "tracking/responsibility/ledgers.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger of one post: to its holder as it stands, to others what was asked and the way to ask (POST)."""
    actor = actor_of(request)
    found = asking.ledger_post(actor, pk)
    is_holder = asking.is_holder(actor, found)
    first, last = _own_time(actor, found) if is_holder else (date(today().year, 1, 1), today())
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial={"first": first, "last": last})
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = asking.ask_for_ledger(actor=actor, post=found, **form.cleaned_data)
            except Refused as refused:
                if refused.code.startswith("access."):
                    raise
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("Đã ghi yêu cầu. Người giữ chức danh xem trước."))
                return redirect("responsibility:request", made.pk) if is_holder else redirect("responsibility:post", pk)
    ledger = ledger_of(found, first, last, today=today()) if is_holder else None
    context = {
        "post": found,
        "is_holder": is_holder,
        "may_ask": is_holder or asking.may_ask(actor, found),
        "holders": [one for one in holders_of(found) if not one.delegated],
        "requests": page_of(request, asking.requests_for(actor, found), size=20),
        "form": form,
        "today": today(),
        **(_shown(request, ledger) if ledger else {}),
    }
    return render(request, "tracking/responsibility/post.html", context, status=status)


def _own_time(actor: Actor, found: Post) -> tuple[date, date]:
    """The time in post of the acting holder until today."""
    held = next((one for one in holders_of(found) if not one.delegated and one.person.user_id == actor.user.pk), None)
    return (held.valid_from if held else today()), today()


@never_cache
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """A ledger that was asked for, with what its holder says; as a Word file with ``tep=docx``."""
    actor = actor_of(request)
    wanted = _request(actor, pk)
    asking.read_ledger(actor=actor, request=wanted)
    ledger = ledger_of(wanted.post, wanted.first, wanted.last, today=today())
    remarks = asking.remarks_of(wanted)
    if request.GET.get("tep") == "docx":
        file = BytesIO()
        write_ledger(file, ledger, wanted, counted_rows(sorted(ledger.keys), today=today(), span=ledger.span), remarks)
        name = f"so-trach-nhiem-{wanted.pk}.docx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.getvalue(), content_type=_WORD, headers=headers)
    context = {
        "post": wanted.post,
        "asked": wanted,
        "is_holder": asking.is_holder(actor, wanted.post, wanted.holder),
        "is_open": asking.is_open(wanted, today()),
        "remarks": remarks,
        "answer": AnswerForm(initial={"text": wanted.answer}),
        "today": today(),
        **_shown(request, ledger, remarks),
    }
    return render(request, "tracking/responsibility/request.html", context)


@never_cache
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the holder says of the whole, or of the task that ``task`` names."""
    actor = actor_of(request)
    wanted = _request(actor, pk)
    form = AnswerForm(request.POST)
    text = request.POST.get("text", "")
    try:
        if "task" in request.POST:
            ledger = ledger_of(wanted.post, wanted.first, wanted.last, today=today())
            key = key_in(request.POST["task"])
            if key is None or key not in ledger.keys:
                raise Refused("responsibility.not_a_line")
            asking.remark_on(actor=actor, request=wanted, task=rows_in_order([key], today=today())[0].task, text=text)
        else:
            asking.answer_ledger(actor=actor, request=wanted, text=text)
    except Refused as refused:
        if refused.code.startswith("access."):
            raise
        form.add_error(None, sentence(refused))
        messages.error(request, sentence(refused))
        return redirect("responsibility:request", pk)
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect("responsibility:request", pk)


def _request(actor: Actor, pk: int) -> LedgerRequest:
    found = LedgerRequest.objects.filter(pk=pk).values_list("post", flat=True).first()
    if found is None:
        raise Http404
    return asking.get_request(actor, asking.ledger_post(actor, found), pk)


def _shown(request: HttpRequest, ledger: Ledger, remarks: Any = None) -> dict[str, Any]:
    """The numbers, and the list behind the one that the address opens."""
    group, column = request.GET.get("nhom", ""), request.GET.get("loai", "")
    chosen = next((one for one in ledger.groups if one.name == group), None)
    page = None
    rows: list[Any] = []
    if chosen is not None and column in COLUMNS:
        page = page_of(request, sorted(chosen.keys.get(column, ())), size=50)
        rows = counted_rows([*page.object_list], today=today(), span=ledger.span)
    return {
        "ledger": ledger,
        "definitions": DEFINITIONS,
        "chosen": f"{GROUPS[chosen.name]}: {COLUMNS[column]}" if page is not None and chosen is not None else "",
        "page": page,
        "rows": [(row, remarks.get(row.task.pk) if remarks else None) for row in rows],
    }


def post_panel(request: HttpRequest, post: Post) -> str | None:
    """The way to the ledger, on the page of a post, for its holder and who may ask for it."""
    actor = actor_of(request)
    if not asking.is_holder(actor, post) and not asking.may_ask(actor, post):
        return None
    return render_to_string("tracking/responsibility/_post_panel.html", {"post": post}, request)
