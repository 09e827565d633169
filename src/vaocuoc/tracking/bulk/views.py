"""The steps of changing many rows: what to change to, what will become of each, the deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_of
from vaocuoc.directory.saved_views.listing import whole
from vaocuoc.tracking.bulk.changing import MOST, Change, Many, Outcome, carry_out, rehearse
from vaocuoc.ui.keys import key_in, keys_in
from vaocuoc.ui.refusals import sentence, status_of

_ASK, _LOOK, _DO = "hoi", "xem", "ghi"


def picker(many: Many, actor: Actor, *, count: int, query: str) -> dict[str, Any] | None:
    """What a list shows beside the boxes of its rows (chọn dòng để đổi); None for who may change nothing."""
    if not many.may(actor):
        return None
    return {
        "address": reverse(many.url),
        "changes": [(name, change.label) for name, change in many.changes.items()],
        "count": count,
        "most": MOST,
        "fits": count <= MOST,
        "query": query,
        "one": many.one,
    }


def view_of(many: Many) -> Callable[[HttpRequest], HttpResponse]:
    """The view that changes rows of this list."""

    @require_POST
    def change_many(request: HttpRequest) -> HttpResponse:
        return _Steps(request, many).answer()

    change_many.__doc__ = "Change many rows of a list in one go (đổi hàng loạt)."
    return change_many


class _Steps:
    """One request on the way from a list to the deed; everything it needs comes with the form."""

    def __init__(self, request: HttpRequest, many: Many) -> None:
        self.request, self.many, self.posted = request, many, request.POST
        self.actor = actor_of(request)
        if not many.may(self.actor):
            raise Refused("access.denied", action=str(many.actions[0]))
        self.query = self.posted.get("bo-loc", "")
        self.name = self.posted.get("viec", "")
        self.step = self.posted.get("buoc", _ASK)

    @property
    def back(self) -> str:
        address = reverse(self.many.list_url)
        return f"{address}?{self.query}" if self.query else whole(address)

    def answer(self) -> HttpResponse:
        try:
            change, keys = self._change(), self._keys()
        except Refused as refused:
            return self._page("stop", {"sentence": sentence(refused)}, status=int(status_of(refused)))
        if self.step == _ASK:
            return self._ask(change, keys, change.form(actor=self.actor))
        form = change.form(self.posted, actor=self.actor)
        if not form.is_valid():
            return self._ask(change, keys, form, status=422)
        return self._do(change, keys, form) if self.step == _DO else self._look(change, keys, form)

    # --- the steps --------------------------------------------------------------------------------------------------

    def _ask(self, change: Change, keys: list[int], form: forms.Form, status: int = 200) -> HttpResponse:
        rows = [self.many.named(row) for row in self.many.rows(self.actor, keys)]
        context = {"form": form, "keys": keys, "rows": rows[:8], "beyond": max(len(rows) - 8, 0), "count": len(rows)}
        return self._page("ask", context | {"change": change}, status=status)

    def _look(self, change: Change, keys: list[int], form: forms.Form) -> HttpResponse:
        outcomes = rehearse(actor=self.actor, many=self.many, change=change, keys=keys, data=dict(form.cleaned_data))
        return self._preview(change, outcomes)

    def _do(self, change: Change, keys: list[int], form: forms.Form) -> HttpResponse:
        outcomes, done = carry_out(
            actor=self.actor,
            many=self.many,
            change=change,
            keys=keys,
            data=dict(form.cleaned_data),
            seen=self._seen(),
            skip_refused=self.posted.get("bo-qua") == "1",
        )
        if not done:
            return self._preview(change, outcomes, is_undone=True, status=422)
        self._tell(outcomes)
        return redirect(self.back)

    def _tell(self, outcomes: list[Outcome]) -> None:
        changed = sum(1 for outcome in outcomes if outcome.is_changed)
        messages.success(self.request, _("Đã đổi %(count)s dòng.") % {"count": changed})
        refused = [outcome.code for outcome in outcomes if outcome.refusal]
        if refused:
            named = ", ".join(refused[:12]) + (", ..." if len(refused) > 12 else "")
            told = {"count": len(refused), "named": named}
            messages.warning(self.request, _("Bỏ qua %(count)s dòng: %(named)s.") % told)

    def _preview(
        self, change: Change, outcomes: list[Outcome], *, is_undone: bool = False, status: int = 200
    ) -> HttpResponse:
        refused = [outcome for outcome in outcomes if outcome.refusal]
        changed = [outcome for outcome in outcomes if outcome.is_changed]
        same = [outcome for outcome in outcomes if outcome.is_same]
        context = {
            "change": change,
            "outcomes": [*refused, *changed, *same],
            "refused": len(refused),
            "changed": len(changed),
            "same": len(same),
            "is_undone": is_undone,
            "carried": [
                (name, value)
                for name in self.posted
                if name not in ("csrfmiddlewaretoken", "chon", "ca-bo-loc", "buoc", "bo-qua", "thay", "bo-loc", "viec")
                for value in self.posted.getlist(name)
            ],
        }
        return self._page("preview", context, status=status)

    # --- what comes with the form -----------------------------------------------------------------------------------

    def _change(self) -> Change:
        change = self.many.changes.get(self.name)
        if change is None:
            raise Refused("bulk.no_change")
        return change

    def _keys(self) -> list[int]:
        """The chosen rows, or all that the filters of the list keep; what one cannot see is left out later."""
        if self.posted.get("ca-bo-loc") == "1" and self.step == _ASK:
            keys = list(self.many.within(self.actor, QueryDict(self.query), MOST + 1))
        else:
            chosen = self.posted.getlist("chon")
            keys = keys_in(chosen)
        if not keys:
            raise Refused("bulk.none")
        if len(keys) > MOST:
            raise Refused("bulk.too_many", most=MOST)
        return list(dict.fromkeys(keys))

    def _seen(self) -> dict[int, str]:
        """What the preview showed of each row."""
        pairs = (text.partition(":") for text in self.posted.getlist("thay"))
        return {key: mark for text, _colon, mark in pairs if (key := key_in(text)) is not None}

    def _page(self, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        context |= {"many": self.many, "address": reverse(self.many.url), "back": self.back, "query": self.query,
                    "name": self.name}  # fmt: skip
        return render(self.request, f"tracking/bulk/{name}.html", context, status=status)
