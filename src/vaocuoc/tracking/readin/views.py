"""Choosing an issued report, and going through its sentences beside the places that they may fill."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.documents.readings.queries import finding_url
from vaocuoc.tracking.indicators.reporting import FiguresRefused, Key
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.indicators.typed import WhichNumber
from vaocuoc.tracking.readin import operations
from vaocuoc.tracking.readin.matching import SURE, Proposal
from vaocuoc.tracking.readin.models import SentenceChoice
from vaocuoc.tracking.readin.operations import Answer
from vaocuoc.tracking.readin.queries import Board, Line, board_of, papers_for, taught_words
from vaocuoc.tracking.readin.wording import reason_words
from vaocuoc.tracking.submissions.access import require_filling
from vaocuoc.tracking.submissions.forms import key_of
from vaocuoc.tracking.submissions.models import Submission
from vaocuoc.tracking.submissions.owed import slug_of
from vaocuoc.tracking.submissions.views.report import address_of, submission_named
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.refusals import sentence, status_of

_UNMATCHED = 40


@require_safe
def choose(request: HttpRequest, keeper: int, provider: int, period: str) -> HttpResponse:
    """Which issued report the figures come from (chọn báo cáo đã ban hành), or handing one in."""
    actor = actor_of(request)
    submission = submission_named(actor, keeper, provider, period)
    require_filling(actor, submission)
    if (closed := _closed(request, submission)) is not None:
        return closed
    text = request.GET.get("tim", "").strip()[:100]
    papers = papers_for(actor, submission, text)
    here = reverse("readin:choose", args=[keeper, provider, period])
    context = {
        "submission": submission,
        "period": submission.period,
        "address": address_of(submission),
        "text": text,
        "own": [(one, _paper_address(submission, one.document)) for one in papers.own],
        "others": [(one, _paper_address(submission, one.document)) for one in papers.others],
        "upload": f"{reverse('library:upload')}?{urlencode({'ve': here})}"
        if actor.may_somewhere(Action.UPLOAD)
        else "",
    }
    return render(request, "tracking/readin/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, keeper: int, provider: int, period: str, document: int) -> HttpResponse:
    """The sentences of one issued report beside the places they may fill; each is confirmed, corrected or refused."""
    actor = actor_of(request)
    submission = submission_named(actor, keeper, provider, period)
    read = get_document(actor, document)
    require_filling(actor, submission)
    if (closed := _closed(request, submission)) is not None:
        return closed
    if request.method != "POST":
        return _page(request, submission, read)
    try:
        messages.success(request, _deed(actor, submission, read, request.POST))
    except FiguresRefused as refused:
        return _page(request, submission, read, problems=refused.problems, typed=request.POST)
    except Refused as refused:
        key = _key(request.POST.get("o", ""))
        if key is None or refused.code.startswith("access."):
            return _page(request, submission, read, problem=refused)
        return _page(request, submission, read, problems={key: refused}, typed=request.POST)
    return redirect(f"{_paper_address(submission, read)}?tiep=1#tiep")


def _closed(request: HttpRequest, submission: Submission) -> HttpResponse | None:
    """Back to a report that takes no figures now, with the sentence that says so."""
    if submission.is_open:
        return None
    messages.error(request, sentence(Refused("submissions.not_open", state=submission.get_state_display())))
    return redirect(address_of(submission))


def _paper_address(submission: Submission, document: Document) -> str:
    args = [submission.keeper_id, submission.provider_id, slug_of(submission.period), document.pk]
    return reverse("readin:paper", args=args)


# --- what is done -----------------------------------------------------------------------------------------------------


def _deed(actor: Actor, submission: Submission, document: Document, post: QueryDict) -> str:
    """Do what a button asks for; give the sentence that tells of it."""
    deed = post.get("viec", "nhan")
    if deed == "nhan-het":
        taken = operations.take_sure(actor=actor, submission=submission, document=document)
        said = ngettext("Đã nhận %(number)s số.", "Đã nhận %(number)s số.", taken.count) % {"number": taken.count}
        return " ".join([said, *(sentence(one) for one in taken.problems.values())])
    if deed in ("xem-lai", "quen"):
        pk = post.get("quyet-dinh", "")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            raise Refused("readin.gone")
        if deed == "quen":
            operations.forget(actor=actor, submission=submission, pk=int(pk))
            return _("Đã bỏ cách gọi này.")
        operations.undo(actor=actor, submission=submission, document=document, pk=int(pk))
        return _("Câu này chờ quyết định lại.")
    key = _key(post.get("o", ""))
    if key is None:
        raise Refused("readin.no_place")
    passage = post.get("cau", "")
    if deed == "bo":
        operations.refuse(actor=actor, submission=submission, document=document, passage=passage, key=key)
        return _("Không lấy câu này.")
    answer = Answer(
        passage=passage,
        key=key,
        typed=post.get("so", ""),
        note=post.get("gt", "").strip(),
        chosen=post.get("doc", ""),
        teach=bool(post.get("day")),
    )
    row = operations.take(actor=actor, submission=submission, document=document, answer=answer)
    return _("Đã nhận số của %(name)s.") % {"name": row.indicator.name}


def _key(text: str) -> Key | None:
    first, _dash, second = text.partition("-")
    plain = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (first, second))
    return (int(first), int(second)) if plain else None


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    submission: Submission,
    document: Document,
    *,
    problem: Refused | None = None,
    problems: Mapping[Key, Refused] | None = None,
    typed: QueryDict | None = None,
) -> HttpResponse:
    board = board_of(submission, document)
    problems = problems or {}
    lines = [_line(line, problems.get(line.row.key), typed) for line in board.lines]
    lines.sort(key=lambda line: not line["problem"])
    unplaced = next((one for key, one in problems.items() if all(line["row"].key != key for line in lines)), None)
    refused = problem or unplaced
    context: dict[str, Any] = {
        "submission": submission,
        "period": submission.period,
        "document": document,
        "board": board,
        "address": address_of(submission),
        "choose": reverse(
            "readin:choose", args=[submission.keeper_id, submission.provider_id, slug_of(submission.period)]
        ),
        "lines": lines,
        "problem": sentence(refused) if refused else "",
        "unmatched": [{"said": one, "url": finding_url(one.finding)} for one in board.unmatched[:_UNMATCHED]],
        "more_unmatched": max(0, len(board.unmatched) - _UNMATCHED),
        "places": [(key_of(*row.key), row) for row in [*board.rest, *(line.row for line in board.lines)]],
        "taken": [_decided(board, one) for one in board.taken],
        "refused": [_decided(board, one) for one in board.refused],
        "taught": list(taught_words(submission)[:50]),
        "sure": len(board.sure),
        "sure_percent": int(SURE * 100),
        "goes_on": "tiep" in request.GET,
        "named": ", ".join(period_name(one) for one in board.named),
    }
    status = status_of(refused) if refused else HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "tracking/readin/paper.html", context, status=status)


def _line(line: Line, problem: Refused | None, typed: QueryDict | None) -> dict[str, Any]:
    """A place with its sentences, with everything the template needs."""
    row = line.row
    asked = typed.get("cau", "") if typed and problem else ""
    cell = row.cell
    return {
        "row": row,
        "key": key_of(*row.key),
        "proposals": [_card(one, problem if one.said.passage == asked else None, typed) for one in line.proposals],
        "several": len(line.proposals) > 1,
        "sure": line.is_sure,
        "problem": sentence(problem) if problem else "",
        "before": row.before,
        "holds": cell.typed or cell.missing_reason if cell is not None and cell.is_filled else "",
    }


def _card(one: Proposal, problem: Refused | None, typed: QueryDict | None) -> dict[str, Any]:
    return {
        "said": one.said,
        "passage": one.said.passage,
        "short": one.said.passage[:10],
        "value": one.value,
        "typed": typed.get("so", "") if problem and typed else "",
        "note": typed.get("gt", "") if problem and typed else "",
        "percent": round(one.confidence * 100),
        "is_sure": one.confidence >= SURE,
        "reasons": reason_words(one.reasons),
        "questions": one.questions,
        "is_estimate": one.is_estimate,
        "url": finding_url(one.said.finding),
        "which": problem if isinstance(problem, WhichNumber) else None,
    }


def _decided(board: Board, choice: SentenceChoice) -> dict[str, Any]:
    row = board.rows.get((choice.indicator_id, choice.unit_id))
    decimals = choice.indicator.decimals
    now = row.value if row is not None else None
    value = None if choice.value is None else from_scaled(choice.value, decimals)
    return {
        "choice": choice,
        "value": value,
        "now": now,
        "changed": choice.value is not None and now != value,
        "url": finding_url(choice.finding),
        "waits": row is not None and row.needs_note,
    }
