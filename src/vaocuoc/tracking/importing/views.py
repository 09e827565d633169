"""The pages of taking a file in: start, columns, values, preview, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.core.trackers.words import plain_word
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.tracking.importing import access, forms, operations, queries, wording
from vaocuoc.tracking.importing.directory_writing import Slip
from vaocuoc.tracking.importing.models import WRITTEN, BatchState, ImportBatch, ImportKind, Outcome
from vaocuoc.tracking.importing.progress import progress_of
from vaocuoc.tracking.importing.resolving import LEFT_OPEN
from vaocuoc.tracking.tasks.forms import alive, posts_of
from vaocuoc.ui.clock import today
from vaocuoc.ui.dates import parse_day
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.htmx import render as render_part
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 50
_RECENT = 15
_BUSY = (BatchState.PREPARING, BatchState.APPLYING)
_SECONDS = "10"


# --- the start --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file and say what it holds (nhập từ tệp); below, what was taken in lately."""
    actor = actor_of(request)
    access.require_importing(actor)
    asked = request.GET.get("loai", "")
    initial = {"kind": asked} if asked in ImportKind.values else {}
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else ()
    form = forms.StartForm(*given, actor=actor, initial=initial)
    status = 422 if posted else 200
    if posted and form.is_valid():
        try:
            batch = _received(actor, form)
        except Refused as refused:
            form.add_error("file" if not refused.code.startswith("access.") else None, sentence(refused))
        else:
            return redirect("importing:columns", batch.pk)
    context = {
        "form": form,
        "batches": queries.recent(actor, limit=_RECENT),
        "waiting": access.waiting_rows(actor).count(),
        "forms": [(kind, label) for kind, label in ImportKind.choices if kind in access.kinds_of(actor)],
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
    }
    return render(request, "tracking/importing/start.html", context, status=status)


def _received(actor: Actor, form: forms.StartForm) -> ImportBatch:
    content = form.cleaned_data["file"]
    return operations.receive_file(
        actor=actor,
        kind=form.cleaned_data["kind"],
        keeper=form.cleaned_data.get("keeper"),
        content=content,
        name=content.name or "",
    )


# --- one batch --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column means (chọn cột): our guess with a few values, changed where it is wrong."""
    actor = actor_of(request)
    batch = access.get_batch(actor, pk)
    if batch.state not in (BatchState.COLUMNS, BatchState.READY, BatchState.FAILED):
        return redirect("importing:batch", pk)
    listed, sheets = queries.columns_of(batch)
    defaults = {**batch.options.get("defaults", {}), "take_hidden": batch.options.get("take_hidden", False)}
    given = request.POST if request.method == "POST" else None
    form = forms.DefaultsForm(given, actor=actor, kind=batch.kind, initial=defaults)
    error, status = "", 200
    if request.method == "POST":
        for place, column in enumerate(listed):
            column.chosen = request.POST.get(f"cot-{place}", column.chosen)
        chosen = set(keys_in(request.POST.getlist("trang-tinh")))
        if form.is_valid():
            try:
                batch = _columns_chosen(actor, batch, form, listed, chosen & {one.place for one in sheets})
            except Refused as refused:
                error, status = sentence(refused), int(status_of(refused))
            else:
                asks = batch.state == BatchState.READY and batch.counts.get("questions")
                return redirect("importing:values" if asks else "importing:batch", batch.pk)
    choices = wording.field_choices(batch.kind, queries.years_of(listed, today()))
    context = {
        "batch": batch,
        "form": form,
        "columns": [(column, _with_own(choices, column.chosen)) for column in listed],
        "sheets": sheets,
        "hidden_sheets": [one for one in sheets if one.hidden],
        "tables": [one for one in sheets if one.has_table],
        "error": error,
        "recognised": sum(bool(column.chosen) for column in listed),
    }
    return render(request, "tracking/importing/columns.html", context, status=status)


def _with_own(choices: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """The fields to choose from, with the one that was guessed where the list lacks it (a month's figures)."""
    if not chosen or chosen in dict(choices):
        return choices
    return [*choices, (chosen, wording.field_name(chosen))]


def _columns_chosen(
    actor: Actor,
    batch: ImportBatch,
    form: forms.DefaultsForm,
    listed: list[queries.ColumnRow],
    sheets: set[int],
) -> ImportBatch:
    return operations.choose_columns(
        actor=actor,
        batch=batch,
        mapping={column.plain: column.chosen for column in listed},
        sheets=sorted(sheets),
        take_hidden=form.cleaned_data["take_hidden"],
        defaults=form.defaults(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def values(request: HttpRequest, pk: int) -> HttpResponse:
    """Say once what unknown words mean (giá trị chưa rõ); the office's choices are remembered."""
    actor = actor_of(request)
    batch = access.get_batch(actor, pk)
    if batch.state != BatchState.READY:
        return redirect("importing:batch", pk)
    asked = queries.asked_of(actor, batch, today=today())
    names = _names(actor) if any(one.free for one in asked) else {}
    if request.method == "POST":
        answers = {}
        for place, one in enumerate(asked):
            value = _answer(request, place, one, names)
            if value:
                answers[one.question.key] = (one.question.text, value)
        remember = request.POST.get("nho") == "1"
        operations.answer_questions(actor=actor, batch=batch, answers=answers, remember=remember)
        return redirect("importing:batch", pk)
    context = {
        "batch": batch,
        "asked": asked,
        "left_open": LEFT_OPEN,
        "names": names,
    }
    return render(request, "tracking/importing/values.html", context)


def _names(actor: Actor) -> dict[str, str]:
    """The units and posts that one may name, as they are listed, with how the answer is written."""
    found = {str(post): f"p:{post.pk}" for post in posts_of(actor)}
    return {unit.name: f"u:{unit.pk}" for unit in alive(actor)} | found


def _answer(request: HttpRequest, place: int, one: queries.Asked, names: dict[str, str]) -> str:
    """What was answered to a question, chosen or typed; empty where it was not, or is nothing that was offered."""
    typed = request.POST.get(f"gia-tri-{place}-khac", "").strip()
    if typed and one.is_day:
        return f"d:{parse_day(typed).isoformat()}"
    if typed and one.free:
        return _named(typed, names)
    value = request.POST.get(f"gia-tri-{place}", "")
    return value if value == LEFT_OPEN or value in {option for option, _label, _why in one.options} else ""


def _named(text: str, names: dict[str, str]) -> str:
    """The answer that a name typed by hand means; empty where the list has no such name."""
    plain = plain_word(text)
    return next((value for name, value in names.items() if plain_word(name) == plain), "")


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview of a batch (xem trước): what becomes of each row, counts on top; afterwards, what became of it."""
    return _batch_page(request, access.get_batch(actor_of(request), pk))


def _batch_page(
    request: HttpRequest, found: ImportBatch, *, slips: list[Slip] | None = None, status: int = 200, error: str = ""
) -> HttpResponse:
    if found.state == BatchState.COLUMNS:
        return redirect("importing:columns", found.pk)
    outcome, look = request.GET.get("ket-qua", ""), request.GET.get("can-xem") == "1"
    page = page_of(request, queries.preview(found, outcome, notes=look), size=_ROWS)
    until = found.undo_until()
    undone, kept = queries.after_undo(found) if found.state == BatchState.UNDONE else (0, None)
    context = {
        "batch": found,
        "page": page,
        "lines": queries.lines_of(list(page.object_list)),
        "tabs": _tabs(found, outcome, look=look),
        "total": sum(found.counts.get(name, 0) for name in Outcome.values),
        "writing": sum(found.counts.get(name, 0) for name in WRITTEN),
        "held": found.counts.get(Outcome.HELD, 0),
        "questions": found.counts.get("questions", 0),
        "busy": found.state in _BUSY,
        "progress": progress_of(found),
        "until": until if until and timezone.now() <= until else None,
        "undone": undone,
        "kept": kept,
        "slips": slips or [],
        "error": error or (sentence(Refused(found.error_code, **found.error_facts)) if found.error_code else ""),
        "own_form": found.kind in (ImportKind.TASKS, ImportKind.INDICATORS) and found.state == BatchState.APPLIED,
    }
    response = render_part(
        request, "tracking/importing/batch.html", "tracking/importing/_rows.html", context, status=status
    )
    if context["busy"]:
        response.headers["Refresh"] = _SECONDS  # a large file: the page comes again by itself, with or without a script
    return response


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a large file is (tiến độ), asked again by its page until it ends; a whole page without htmx."""
    found = access.get_batch(actor_of(request), pk)
    if not is_fragment(request):
        return redirect("importing:batch", pk)
    context = {"batch": found, "progress": progress_of(found), "busy": found.state in _BUSY}
    response = render(request, "tracking/importing/_progress.html", context)
    if not context["busy"]:
        response.headers["HX-Refresh"] = "true"  # the rows and what can be done next are there now
    return response


def _tabs(found: ImportBatch, outcome: str, *, look: bool) -> list[tuple[str, str, int, bool]]:
    """The outcomes that there are: word, query, how many rows, whether it is the one shown."""
    tabs = [
        (str(label), f"?ket-qua={value}", found.counts.get(value, 0), outcome == value)
        for value, label in Outcome.choices
        if found.counts.get(value)
    ]
    if number := found.counts.get("notes"):
        tabs.append((_("Cần xem"), "?can-xem=1", number, look))
    total = sum(found.counts.get(name, 0) for name in Outcome.values)
    return [(_("Tất cả"), "?", total, not outcome and not look), *tabs]


@require_POST
@never_cache
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview showed (ghi vào sổ); first passwords are shown on this answer alone."""
    actor = actor_of(request)
    found = access.get_batch(actor, pk)
    try:
        slips = operations.apply_batch(actor=actor, batch=found)
    except Refused as refused:
        found = access.get_batch(actor, pk)
        return _batch_page(request, found, status=int(status_of(refused)), error=sentence(refused))
    if slips:
        return _batch_page(request, access.get_batch(actor, pk), slips=slips)
    return redirect("importing:batch", pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a written batch back (hoàn tác)."""
    actor = actor_of(request)
    operations.undo_batch(actor=actor, batch=access.get_batch(actor, pk), now=timezone.now())
    return redirect("importing:batch", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a batch away that was never written (bỏ đợt nhập)."""
    actor = actor_of(request)
    operations.discard_batch(actor=actor, batch=access.get_batch(actor, pk))
    messages.success(request, _("Đã bỏ đợt nhập, sổ không thay đổi."))
    return redirect("importing:start")
