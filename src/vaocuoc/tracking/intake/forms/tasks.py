"""The card of a task (thẻ nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.directory.models import LEVELS_TODAY
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.intake.addressing import Answer, post_named
from vaocuoc.tracking.intake.drafts import TaskDraft
from vaocuoc.tracking.intake.forms.base import (
    FindingForm,
    Row,
    Take,
    choice_field,
    offer,
    text_field,
    unit_row,
    units_counted,
)
from vaocuoc.tracking.intake.wording import NO_DAY_REASONS
from vaocuoc.tracking.tasks.models import DeadlineKind, Task

_NOBODY = {
    "overseer": [("", gettext_lazy("Chọn chức danh phụ trách"))],
    "follower": [("", gettext_lazy("Chọn người theo dõi"))],
}


class TaskForm(FindingForm):
    """A task (nhiệm vụ)."""

    title = text_field(rows=2)
    lead = text_field(list="units", longest=300)
    cooperating = text_field(longest=2000)
    through = text_field(longest=1000)
    due = text_field(placeholder=gettext_lazy("ngày/tháng/năm"), longest=10, size="w-day", inputmode="numeric")
    deadline_kind = choice_field(DeadlineKind.choices, voice=gettext_lazy("Loại thời hạn"))
    days_after_issue = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.TextInput({"class": "inp w-day", "inputmode": "numeric"}),
    )
    no_due_reason = text_field(list="no-day-reasons", longest=300)
    recurrence = text_field(longest=100)
    condition = text_field(longest=300)
    product = text_field(longest=500)
    product_receiver = text_field(longest=300)
    product_level = choice_field([("", "—"), *LEVELS_TODAY], "w-level", gettext_lazy("Cấp nhận sản phẩm"))
    authority = text_field(longest=300)
    overseer = choice_field([])
    follower = choice_field([])
    resources = text_field(longest=500)
    serves = choice_field([])

    draft: TaskDraft

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = [(str(post.pk), str(post)) for post in self.around.posts]
        for name in ("overseer", "follower"):
            offer(self.fields[name], [*_NOBODY[name], *posts])
        self.served = {str(one.pk): one for one in self.around.indicators}
        offer(
            self.fields["serves"], [("", _("Chưa gắn chỉ tiêu")), *((pk, str(one)) for pk, one in self.served.items())]
        )

    def clean_due(self) -> date | None:
        return self.as_day("due")

    def clean(self) -> None:
        lists = self.as_units({"cooperating": self.draft.cooperating, "through": self.draft.through})
        post = post_named(self.cleaned_data.get("lead", ""), self.around.posts)
        lead = Answer("") if post else self.as_unit("lead", self.draft.lead)
        if self.draft.lead.reason == "several" and lead.reason == "chosen":
            lists["cooperating"] = (*lists["cooperating"], *self._other_leads(lead))
        self.parties: dict[str, Any] = {**lists, "lead": lead, "lead_post": post}

    def _other_leads(self, lead: Answer) -> Iterable[Answer]:
        """The units that the paper named beside the one chosen to lead: they cooperate."""
        words = self.draft.lead.words
        others = self.around.directory([words])
        return (one for one in others.many(words) if one.unit != lead.unit)

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        posts = {str(post.pk): post for post in self.around.posts}
        kind = said["deadline_kind"] or DeadlineKind.DAY
        suggested = self.draft.suggestions
        found = {
            "title": said["title"].strip(),
            **self.parties,
            "deadline_kind": kind,
            "due": said["due"],
            "days_after_issue": said["days_after_issue"] if kind == DeadlineKind.AFTER_ISSUE else None,
            "no_due_reason": said["no_due_reason"].strip() if kind == DeadlineKind.DAY and not said["due"] else "",
            "recurrence": said["recurrence"].strip() if kind == DeadlineKind.REGULAR else "",
            "condition": said["condition"].strip() if kind == DeadlineKind.CONDITION else "",
            "product": said["product"].strip(),
            "product_receiver": said["product_receiver"].strip(),
            "product_level": said["product_level"],
            "authority": said["authority"].strip(),
            "overseer": posts.get(said["overseer"]),
            "follower": posts.get(said["follower"]),
            "resources": said["resources"].strip(),
            "serves": self.served.get(said["serves"]) or self._served(),
            "existing": self._existing(),
            "remember": "remember" in self.taken,
        }
        if "product" in self.taken and not found["product"]:
            found["product"] = suggested.get("product", "")
        if "no_due_reason" in self.taken and kind == DeadlineKind.DAY and not found["due"]:
            found["no_due_reason"] = found["no_due_reason"] or str(NO_DAY_REASONS["not_said"])
        return found

    def _existing(self) -> Task | None:
        """The task of the register that was taken for this one."""
        taken = next((value.split(":")[1] for value in self.taken if value.startswith("existing:")), "")
        return next((match.task for match in self.draft.alike if str(match.task.pk) == taken), None)

    def _served(self) -> Indicator | None:
        """The indicator that was taken as the one which this task serves."""
        match = self.draft.may_serve
        return match.indicator if match is not None and f"serves:{match.indicator.pk}" in self.taken else None

    def _link_row(self) -> Row:
        row = self.row("serves", _("Gắn với"), optional=not (self.draft.alike or self.around.indicators))
        words = _("%(code)s đã có trong sổ, tên gần giống %(percent)s%%: thêm câu này làm nguồn")
        row.takes = [
            Take(f"existing:{match.task.pk}", words % {"code": match.task.code, "percent": match.percent}, True)
            for match in self.draft.alike
        ]
        row.hint = "; ".join(match.task.title for match in self.draft.alike[:1])
        if (match := self.draft.may_serve) is not None and self.draft.serves is None:
            words = _("phục vụ chỉ tiêu %(indicator)s: cùng nói “%(words)s”")
            facts = {"indicator": str(match.indicator)[:90], "words": match.words}
            row.takes.append(Take(f"serves:{match.indicator.pk}", words % facts))
        return row

    def _rows(self) -> Iterable[Row]:
        draft = self.draft
        yield self.row("title", _("Việc"))
        lead = unit_row(self, "lead", _("Chủ trì"), draft.lead)
        if draft.lead_post:
            lead = self.row("lead", _("Chủ trì"), tag=_("Chức danh"), tone="cham")
        yield lead
        yield self._list_row("cooperating", _("Phối hợp"), draft.cooperating)
        yield self._list_row("through", _("Giao qua"), draft.through, optional=not draft.through)
        words = f"“{draft.due_words}”" if draft.due_words else ""
        yield self.row("due", _("Hạn"), "deadline_kind", hint=words)
        yield from self._deadline_rows()
        takes = [Take("product", draft.suggestions["product"])] if draft.suggestions.get("product") else []
        yield self.row("product", _("Sản phẩm"), takes=takes, tone="" if draft.product else "warn")
        yield self.row("product_receiver", _("Nơi nhận"), "product_level")
        yield self.row("overseer", _("Phụ trách"), tone="" if draft.overseer else "warn")
        yield self.row("follower", _("Theo dõi"))
        yield self.row("authority", _("Cấp quyết định"), optional=bool(draft.authority))
        yield self._link_row()
        yield self.row("resources", _("Kinh phí"), optional=not draft.resources)

    def _deadline_rows(self) -> Iterable[Row]:
        """What each kind of deadline asks besides the day; the script shows the one that is chosen."""
        draft = self.draft
        takes = [Take("no_due_reason", str(NO_DAY_REASONS["not_said"]))] if "no_due_reason" in draft.suggestions else []
        yield self.row(
            "no_due_reason", _("Vì sao chưa có hạn"), when="day", takes=takes, optional=draft.due is not None
        )
        yield self.row("days_after_issue", _("Số ngày sau ban hành"), when="after_issue")
        yield self.row("recurrence", _("Chu kỳ"), when="regular")
        yield self.row("condition", _("Điều kiện phải chờ"), when="condition")

    def _list_row(self, name: str, label: str, answers: Sequence[Answer], **facts: Any) -> Row:
        row = self.row(name, label, **facts)
        units = sum(len(answer.units) for answer in answers)
        unknown = [answer.words for answer in answers if not answer.units]
        if units > 1 or (units and unknown):
            row.tag = units_counted(units)
        if unknown:
            row.hint = _("chưa khớp: %(words)s") % {"words": "; ".join(unknown)}
        return row
