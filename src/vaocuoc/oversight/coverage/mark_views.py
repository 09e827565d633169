"""The page on which targets and tasks of a document are marked into its groups."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.oversight.coverage.carried import carried_of
from vaocuoc.oversight.coverage.marking import mark, proposed
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.oversight.coverage.views import document_viewed
from vaocuoc.ui.clock import today
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.refusals import sentence, status_of

_ROWS = 100


@require_http_methods(["GET", "HEAD", "POST"])
def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark chosen targets and tasks as breakthroughs, key tasks, term-long programmes; headings propose a group."""
    actor = actor_of(request)
    document = document_viewed(actor, pk)
    actor.require(Action.ASSIGN, document.keeper_id)
    error, status = "", 200
    if request.method == "POST":
        chosen = [key for value in request.POST.getlist("chon") if (key := key_in(value)) is not None]
        try:
            number = mark(actor=actor, document=document, findings=chosen, group=request.POST.get("group", ""))
        except Refused as refused:
            error, status = sentence(refused), int(status_of(refused))
        else:
            messages.success(request, _("Đã đánh dấu %(number)s mục.") % {"number": number})
            return redirect(request.get_full_path())
    asked = request.GET.get("de-xuat", "")
    items = [(one, proposed(one.section)) for one in carried_of(actor, document, today=today()).items if one.finding]
    proposals = [(key, words, sum(of == key for _one, of in items)) for key, words in Group.choices]
    shown = [row for row in items if row[1] == asked] if asked in Group.values else items
    labels = {str(key): str(words) for key, words in Group.choices}
    page = page_of(request, shown, size=_ROWS)
    context = {
        "document": document,
        "page": page,
        "rows": [(one, labels.get(one.group, ""), labels.get(of, "")) for one, of in page],
        "groups": Group.choices,
        "proposals": [row for row in proposals if row[2]],
        "asked": asked if asked in Group.values else "",
        "error": error,
    }
    return render(request, "oversight/coverage/mark.html", context, status=status)
