"""The page of the review: the text beside its cards, whole for a browser, in the parts that changed for a script."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Finding, FindingKind, FindingState
from vaocuoc.documents.readings.queries import pages_of
from vaocuoc.tracking.intake.cards import Card, cards_of
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.earlier import Earlier, changes_between, earlier_of
from vaocuoc.tracking.intake.forms import FindingForm, Label, form_for
from vaocuoc.tracking.intake.listing import Line, Review
from vaocuoc.tracking.intake.models import Deed, Descent
from vaocuoc.tracking.intake.outcomes import Became, became_of
from vaocuoc.tracking.intake.paper import paper_of
from vaocuoc.tracking.intake.proposing import drafts_for
from vaocuoc.tracking.intake.queries import surroundings, whole
from vaocuoc.tracking.intake.reasons import Reason, reasons_of
from vaocuoc.tracking.intake.regrouping import REGROUPED, came_of
from vaocuoc.tracking.intake.scans import doubtful_digits
from vaocuoc.tracking.intake.views.asking import PLACE, number_of, open_review
from vaocuoc.tracking.intake.wording import (
    LACKING,
    NO_DAY_REASONS,
    REJECT_REASONS,
    RESTATED,
    STYLES,
    letter,
)
from vaocuoc.tracking.withdrawals import Withdrawal
from vaocuoc.ui.clock import today
from vaocuoc.ui.htmx import is_fragment
from vaocuoc.ui.words import CLEARS

_CLEAR_LENGTH = 48  # characters of an answer in a cell of the six clears
_REMEMBERED = 90 * 24 * 3600  # seconds for which a browser keeps where its reader left


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two reviewers filled in differently (chỗ khác nhau)."""

    label: Label
    mine: str
    theirs: str


@dataclass(slots=True)
class OpenCard:
    """The selected card: its form while it is open, what it became once it is decided."""

    card: Card
    form: FindingForm | None
    clears: dict[str, str] = field(default_factory=dict)
    may_remember: bool = False
    reasons_read: list[Reason] = field(default_factory=list)
    note: str = ""  # why one would rather put it aside
    earlier: Earlier | None = None
    earlier_became: Became | None = None
    changes: list[tuple[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    reasons: list[Label] = field(default_factory=lambda: list(REJECT_REASONS))
    came: str = ""
    merges_with: Finding | None = None
    may_regroup: bool = False
    doubtful: tuple[str, ...] = ()
    picture: int | None = None

    @property
    def finding(self) -> Finding:
        return self.card.finding

    @property
    def confidence(self) -> int:
        """How sure the reader is, in percent."""
        return round(100 * self.finding.confidence)


@require_GET
def review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The text with its findings beside their cards; ``f`` selects one, the rest of the address filters the list."""
    actor = actor_of(request)
    document = get_document(actor, document_id)
    found = open_review(request, document)
    if found is None:
        return render(request, "tracking/intake/unread.html", {"document": document})
    if is_fragment(request):
        return changed(request, actor, found)
    return page(request, actor, found)


def page(
    request: HttpRequest,
    actor: Actor,
    found: Review,
    *,
    form: FindingForm | None = None,
    differences: list[Difference] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The whole page."""
    context = _context(request, actor, found) | _list(request, actor, found, form, differences)
    context |= {
        "paper": paper_of(found, at=number_of(request.GET.get("p"))),
        "as_before": sum(one.is_same for one in _earlier(actor, found).values()),
        "lacking": [(name, LACKING[name], count) for name, count in found.lacking()],
        "withdrawal": Withdrawal.objects.filter(document=found.document).first(),
        "pictures": pages_of(found.reading) if found.reading.is_scanned else 0,
    }
    response = render(request, "tracking/intake/review.html", context, status=status)
    return _remembering(response, actor, found)


def _list(
    request: HttpRequest,
    actor: Actor,
    found: Review,
    form: FindingForm | None = None,
    differences: list[Difference] | None = None,
) -> dict[str, Any]:
    """The cards that are shown, and the one that is open."""
    window = found.window()
    cards = cards_of(whole(found.document, window))
    first, last = (found.listed.index(window[0]), found.listed.index(window[-1])) if window else (0, -1)
    return {
        "cards": cards,
        "open": open_card(actor, found, cards, form=form, differences=differences),
        "earlier_card": found.listed[first - 1] if first > 0 else None,
        "later_card": found.listed[last + 1] if 0 <= last < len(found.listed) - 1 else None,
        "shown": (first + 1, last + 1, len(found.listed)),
    }


def _earlier(actor: Actor, found: Review) -> dict[int, Earlier]:
    """What earlier versions decided of the open findings, for whoever may take it over; nothing for a first version."""
    if not actor.may(Action.REVIEW, found.document.keeper_id):
        return {}
    decided = Finding.objects.filter(document=found.document).exclude(reading=found.reading)
    if not decided.exclude(state=FindingState.OPEN).exists():
        return {}
    return earlier_of(whole(found.document, [line for line in found.lines if line.is_open]))


def changed(
    request: HttpRequest,
    actor: Actor,
    found: Review,
    *,
    decided: int | None = None,
    said: str = "",
    tone: str = "good",
    form: FindingForm | None = None,
    differences: list[Difference] | None = None,
    anew: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The parts of the page that a step changed: cards left, the card opened, the bar; and news for the paper.

    ``was`` in the request is the card that the page had open, ``have`` are the cards that it has, ``from`` and ``to``
    the stretch of the text that it shows: where the card or its place is not among them, the list or the text is drawn
    anew. ``anew``: the findings themselves have changed, so that everything must be drawn.
    """
    asked = request.POST if request.method == "POST" else request.GET
    selected = found.selected.pk if found.selected else None
    context = _context(request, actor, found) | {"said": said, "tone": tone}
    have = {number_of(text) for text in asked.get("have", "").split(",")} - {None}
    changed_ids = {decided, number_of(asked.get("was")), selected}
    touched = [line for line in found.lines if line.pk in changed_ids and (not have or line.pk in have)]
    if anew or (have and selected not in have):
        context |= _list(request, actor, found, form, differences)
    else:
        cards = cards_of(whole(found.document, touched))
        context |= {
            "open": open_card(actor, found, cards, form=form, differences=differences),
            "left": [card for card in cards if card.finding.pk != selected],
        }
    if anew or not _shows(asked, found.selected):
        context["paper"] = paper_of(found)
    response = HttpResponse(render_to_string("tracking/intake/_changed.html", context, request), status=status)
    news = [{"id": line.pk, "state": line.state, "name": _name(line)} for line in touched]
    step = {"selected": selected, "news": news}
    response["HX-Trigger-After-Swap"] = json.dumps({"intake:step": step})
    if selected is not None:
        response["HX-Replace-Url"] = reverse("intake:review", args=[found.document.pk]) + _address(found)
    return _remembering(response, actor, found)


def _shows(asked: Any, line: Line | None) -> bool:
    """Whether the page shows the place of the line in the text already; pages that do not say show all."""
    start, end = number_of(asked.get("from")), number_of(asked.get("to"))
    return line is None or start is None or end is None or start <= line.start < max(end, start + 1)


def _remembering(response: HttpResponse, actor: Actor, found: Review) -> HttpResponse:
    """Have the browser keep where the reader is, for this review alone."""
    if found.selected is not None:
        response.set_cookie(
            PLACE,
            f"{actor.user.pk}-{found.selected.pk}",
            max_age=_REMEMBERED,
            path=reverse("intake:review", args=[found.document.pk]),
            httponly=True,
            samesite="Lax",
        )
    return response


def _context(request: HttpRequest, actor: Actor, found: Review) -> dict[str, Any]:
    """What the page and its changed parts share."""
    return {
        "document": found.document,
        "reading": found.reading,
        "review": found,
        "progress": found.progress,
        "filters": found.filters,
        "query": found.filters.query(),
        "kinds": [
            (
                kind,
                letter(kind),
                STYLES[kind],
                total,
                found.filters.query(kind="" if found.filters.kind == kind else kind),
            )
            for kind, total, _still in found.kinds()
        ],
        "to_all": found.filters.query(state=""),
        "to_open": found.filters.query(state=FindingState.OPEN),
        "by_place": found.filters.query(order=""),
        "by_doubt": found.filters.query(order="doubt"),
        "previous": found.beside(-1),
        "next": found.beside(1),
        "may_review": actor.may(Action.REVIEW, found.document.keeper_id),
        "no_day_reasons": NO_DAY_REASONS.values(),
        "last_step": _last_step(actor, found),
    }


def _last_step(actor: Actor, found: Review) -> Finding | Line | None:
    """The reviewer's own last step here, which "hoàn tác" takes back: a decision, or a split or merge."""
    mine = [one for one in found.lines if not one.is_open and one.decided_by == actor.user.pk]
    decision = max(mine, key=lambda one: (one.decided_at is not None, one.decided_at, one.pk), default=None)
    regrouped = (
        Descent.objects.filter(
            finding__reading=found.reading, made_by=actor.user, undone_at=None, deed__in=(Deed.SPLIT, Deed.MERGE)
        )
        .select_related("finding")
        .order_by("-made_at", "-pk")
        .first()
    )
    if regrouped is None:
        return decision
    if decision is None or decision.decided_at is None or regrouped.made_at > decision.decided_at:
        return regrouped.finding
    return decision


def _address(found: Review) -> str:
    query = found.filters.query()
    selected = f"f={found.selected.pk}" if found.selected else ""
    return "?" + "&".join(part for part in (query, selected) if part)


def address_of(found: Review) -> str:
    """The page's own address with the selected card."""
    anchor = f"#c{found.selected.pk}" if found.selected else ""
    return reverse("intake:review", args=[found.document.pk]) + _address(found) + anchor


def _name(line: Line) -> str:
    return f"{line.get_kind_display()}, {line.get_state_display().lower()}"


# --- the open card ----------------------------------------------------------------------------------------------------


def open_card(
    actor: Actor,
    found: Review,
    cards: list[Card],
    *,
    form: FindingForm | None = None,
    differences: list[Difference] | None = None,
) -> OpenCard | None:
    """The selected finding's card, opened; its form asks the directory and the register."""
    card = next((card for card in cards if found.selected and card.finding.pk == found.selected.pk), None)
    if card is None or found.selected is None:
        return None
    finding = card.finding
    finding.reading = found.reading
    may_review = actor.may(Action.REVIEW, found.document.keeper_id)
    if form is None and finding.state == FindingState.OPEN and may_review:
        form = form_of(actor, finding)
    opened = OpenCard(card, form, differences=differences or [])
    opened.reasons_read = reasons_of(finding.fields.get("why") or ())
    opened.doubtful = doubtful_digits(finding)
    if found.reading.is_scanned and finding.page and finding.page <= pages_of(found.reading):
        opened.picture = finding.page
    if form is not None:
        _describe(opened, form)
        _note(opened)
        _regrouping(opened, found)
    return opened


def _describe(opened: OpenCard, form: FindingForm) -> None:
    """The six clears of a task, and whether the words for its lead may be taught as another name."""
    if not isinstance(form.draft, TaskDraft):
        return
    clear = form.draft.clears()
    opened.clears = {name: _shortened(getattr(clear, name)) for name in CLEARS}
    lead = form.draft.lead
    opened.may_remember = bool(lead.words) and lead.unit is None and lead.reason in ("near", "unknown", "ambiguous")


def _note(opened: OpenCard) -> None:
    """Say of a finding that one would rather put aside why, and offer the reason."""
    finding = opened.finding
    if earlier := earlier_of([finding]).get(finding.pk):
        opened.earlier = earlier
        opened.earlier_became = became_of([earlier.finding]).get(earlier.finding.pk)
        if not earlier.is_same:
            opened.changes = changes_between(earlier.finding.quote, finding.quote)
        if not earlier.accepted:
            opened.reasons.insert(0, earlier.finding.reject_reason)
    elif finding.fields.get("measures") is not None:
        opened.note = _("Số này nhắc lại số liệu khác trong cùng câu. Chỉ nhận khi cần theo dõi riêng.")
        opened.reasons.insert(0, RESTATED)


def _regrouping(opened: OpenCard, found: Review) -> None:
    """Whether the finding can be split, with what it can be merged, and how it came about."""
    finding = opened.finding
    opened.came = came_of(finding)
    opened.may_regroup = finding.kind in REGROUPED
    if opened.may_regroup and found.selected is not None:
        following = found.following(found.selected, kind=finding.kind)
        if following is not None and following.is_open:
            opened.merges_with = next(iter(whole(found.document, [following])), None)


def form_of(actor: Actor, finding: Finding, data: Any = None) -> FindingForm:
    """The form of a finding's card, with what a person sent."""
    day = today()
    document = finding.document
    draft = drafts_for([finding], document=document, today=day, actor=actor)[finding.pk]
    around = surroundings(actor, document, [finding.kind], today=day)
    return form_for(draft, around, finding=finding, data=data)


def differences_of(form: FindingForm, finding: Finding) -> list[Difference]:
    """Where what this reviewer sent differs from what another has accepted meanwhile."""
    if finding.state != FindingState.ACCEPTED:
        return []
    theirs = form.texts | finding.edited
    found = []
    for row in form.rows():
        for control in row.controls:
            mine = str(form.data.get(control.name, "")).strip()
            other = str(theirs.get(control.name, "")).strip()
            if mine.split() != other.split():
                found.append(Difference(row.label, _shown(control, mine), _shown(control, other)))
    return found


def _shown(control: Any, text: str) -> str:
    """A value as the control shows it: the words of a choice, not its code."""
    for value, label in getattr(control.field, "choices", ()):
        options = label if isinstance(label, (list, tuple)) else [(value, label)]
        for option, words in options:
            if str(option) == text:
                return str(words)
    return text


def _shortened(text: str) -> str:
    return text if len(text) <= _CLEAR_LENGTH else f"{text[:_CLEAR_LENGTH].rsplit(' ', 1)[0]} …"


def kind_label(kind: str) -> str:
    """The name of a kind; empty for none."""
    return str(FindingKind(kind).label) if kind else ""
