"""What is typed about tasks, checked for its shape; what it means is checked by the operations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import LEVELS_TODAY, Post, Unit
from vaocuoc.directory.organisations.typed import units_or_words
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.tracking.tasks.models import DeadlineKind, PartyRole, Task, Urgency
from vaocuoc.ui.fields import DayField, SeveralField


def _text(label: Any, rows: int = 2, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def alive(actor: Actor) -> Any:
    """The units that the actor may name: those it sees that exist today."""
    today = actor.today
    living = actor.visible_units().filter(valid_from__lte=today)
    return living.exclude(valid_to__lte=today).order_by("sort_key", "pk")


def posts_of(actor: Actor) -> Any:
    """The posts that the actor may name, by unit."""
    posts = Post.objects.filter(unit__in=alive(actor).order_by().values("pk"), valid_from__lte=actor.today)
    return posts.exclude(valid_to__lte=actor.today).select_related("unit").order_by("unit__sort_key", "title", "pk")


def leads_of(actor: Actor) -> tuple[list[Any], dict[str, Unit | Post]]:
    """What one list of leads offers, units then posts, and what each of its values means."""
    units, posts = list(alive(actor)), list(posts_of(actor))
    choices = [
        ("", _("Chọn một đơn vị hoặc chức danh")),
        (_("Đơn vị"), [(f"u{unit.pk}", unit.name) for unit in units]),
        (_("Chức danh"), [(f"p{post.pk}", str(post)) for post in posts]),
    ]
    meant: dict[str, Unit | Post] = {f"u{unit.pk}": unit for unit in units}
    return choices, meant | {f"p{post.pk}": post for post in posts}


class TaskForm(forms.Form):
    """A task as it is given (giao nhiệm vụ); the lead is one unit or one post, chosen from one list."""

    title = _text(
        _("Nhiệm vụ"), max_length=1000, error_messages={"required": _("Chưa nêu việc phải làm. Ghi nội dung nhiệm vụ.")}
    )
    lead = forms.ChoiceField(
        label=_("Chủ trì"), error_messages={"required": _("Chưa có đơn vị chủ trì. Chọn một đơn vị hoặc chức danh.")}
    )
    deadline_kind = forms.ChoiceField(label=_("Loại thời hạn"), choices=DeadlineKind.choices, initial=DeadlineKind.DAY)
    due = DayField(label=_("Hạn"), required=False)
    no_due_reason = forms.CharField(label=_("Lý do chưa có hạn"), max_length=300, required=False)
    condition = forms.CharField(label=_("Điều kiện phải chờ"), max_length=300, required=False)
    recurrence = forms.CharField(label=_("Chu kỳ"), max_length=100, required=False)
    product = forms.CharField(label=_("Sản phẩm"), max_length=500, required=False)
    product_level = forms.ChoiceField(label=_("Cấp nhận sản phẩm"), choices=[("", "–"), *LEVELS_TODAY], required=False)
    product_receiver = forms.CharField(label=_("Nơi nhận sản phẩm"), max_length=300, required=False)
    follower = forms.ModelChoiceField(
        label=_("Người theo dõi"), queryset=Post.objects.none(), required=False, empty_label="–"
    )
    overseers = SeveralField(label=_("Phụ trách"), queryset=Post.objects.none(), required=False)
    authority = forms.CharField(label=_("Cấp quyết định"), max_length=300, required=False)
    cooperating = _text(_("Phối hợp"), required=False)
    through = _text(_("Giao qua"), required=False)
    resources = forms.CharField(label=_("Nguồn lực, kinh phí"), max_length=500, required=False)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, initial=Urgency.ORDINARY)
    received_on = DayField(label=_("Ngày nhận"), required=False)
    keeper = forms.ModelChoiceField(label=_("Đơn vị giao"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, task: Task | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nameable = alive(actor)
        parties = task.parties.select_related("unit").exclude(unit=None) if task is not None else []
        self.known = [party.unit for party in parties if party.unit is not None]
        fields: dict[str, Any] = self.fields
        fields["lead"].choices, self.leads = leads_of(actor)
        fields["follower"].queryset = fields["overseers"].queryset = posts_of(actor)
        fields["overseers"].widget.attrs["size"] = 4
        if task is not None:  # the register and the deadline of a given task change by their own operations
            for name in ("keeper", "deadline_kind", "due"):
                del fields[name]
        else:
            fields["keeper"].queryset = registers_of(actor)
            fields["keeper"].initial = own_register(actor)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lead = data.pop("lead", "")
        if lead:
            chosen = self.leads.get(lead)
            data["lead_unit"] = chosen if isinstance(chosen, Unit) else None
            data["lead_post"] = chosen if isinstance(chosen, Post) else None
        for name in ("cooperating", "through"):
            try:
                data[name] = named_units(data.get(name, ""), self.nameable, known=self.known)
            except ValidationError as error:
                self.add_error(name, error)
        data["overseers"] = list(data.get("overseers") or [])
        return data

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        """What the form shows of a task that is corrected."""
        parties = list(task.parties.select_related("unit", "post").order_by("pk"))

        def lines(role: str) -> str:
            return "\n".join(str(party.unit or party.words) for party in parties if party.role == role)

        shown = (
            "title",
            "product",
            "product_level",
            "product_receiver",
            "resources",
            "authority",
            "urgency",
            "recurrence",
        )
        return {name: getattr(task, name) for name in shown} | {
            "lead": f"u{task.lead_unit_id}" if task.lead_unit_id else f"p{task.lead_post_id}",
            "follower": task.follower_id,
            "received_on": task.received_on,
            "condition": task.condition,
            "no_due_reason": task.no_due_reason,
            "cooperating": lines(PartyRole.COOPERATING),
            "through": lines(PartyRole.THROUGH),
            "overseers": [party.post_id for party in parties if party.role == PartyRole.OVERSEER],
        }


def named_units(text: str, units: QuerySet[Unit], *, known: Iterable[Unit] = ()) -> list[Unit | str]:
    """Those of the units that lines or a list with semicolons name; a name that none of them bears stays in its words.

    See :func:`units_or_words`.
    """
    return units_or_words(re.split(r"[;\n]", text), units, known=known)


class FilterForm(forms.Form):
    """The filters of the list, read from the address; what makes no sense filters nothing."""

    q = forms.CharField(required=False)

    @staticmethod
    def day(text: str) -> date | None:
        try:
            found: date | None = DayField(required=False).clean(text)
        except ValidationError:
            return None
        return found
