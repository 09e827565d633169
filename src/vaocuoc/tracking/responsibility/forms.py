"""What is typed about notes and ledgers; what it means is checked by the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Oversight, Unit
from vaocuoc.directory.oversight.queries import oversights_of
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.registers import registers_of
from vaocuoc.tracking.responsibility.models import Obstacle
from vaocuoc.tracking.responsibility.obstacles import periods_offered
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.ui.dates import period_code, period_name
from vaocuoc.ui.fields import DayField


def _area(label: Any, length: int, *, required: bool = True, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class ObstacleForm(forms.Form):
    """A note of an obstacle: of which part and period, what, who can remove it, of which task."""

    oversight = forms.ChoiceField(label=_("Phần phụ trách"), required=False)
    period = forms.ChoiceField(label=_("Kỳ"))
    text = _area(_("Khó khăn, vướng mắc"), 1000)
    removable_by = forms.CharField(label=_("Cấp tháo gỡ"), max_length=300, required=False)
    wanted = _area(_("Kiến nghị"), 500, required=False, rows=2)
    task = forms.CharField(
        label=_("Mã nhiệm vụ"), max_length=30, required=False, help_text=_("Nếu vướng ở một nhiệm vụ, ví dụ NV-0147.")
    )

    def __init__(self, *args: Any, actor: Actor, tasks: QuerySet[Task], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tasks = tasks
        parts = oversights_of(actor)
        self.parts: dict[str, Oversight] = {str(part.pk): part for part in parts}
        fields: dict[str, Any] = self.fields
        named = [(str(part.pk), str(part.unit or part.words)) for part in parts]
        fields["oversight"].choices = [("", _("Chung cho các phần")), *named]
        fields["period"].choices = [(period_code(one), period_name(one)) for one in periods_offered(actor.today)]

    def clean_oversight(self) -> Oversight | None:
        return self.parts.get(self.cleaned_data["oversight"])

    def clean_task(self) -> Task | None:
        code = str(self.cleaned_data["task"]).strip()
        if not code:
            return None
        found = list(self.tasks.filter(code__iexact=code)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Không tìm thấy nhiệm vụ “%(code)s”. Ghi đúng mã, hoặc để trống.") if not found
                else _("Có nhiều nhiệm vụ mang mã “%(code)s”. Ghi ở trang của nhiệm vụ."),
                params={"code": code},
            )  # fmt: skip
        return found[0]

    @staticmethod
    def initial_of(obstacle: Obstacle) -> dict[str, Any]:
        """What the form shows of a note that is written anew."""
        return {
            "oversight": obstacle.oversight_id,
            "period": obstacle.period,
            "text": obstacle.text,
            "removable_by": obstacle.removable_by,
            "wanted": obstacle.wanted,
            "task": obstacle.task.code if obstacle.task else "",
        }


class KeeperForm(forms.Form):
    """The register that a proposal goes into."""

    keeper = forms.ModelChoiceField(label=_("Sổ kiến nghị của"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = registers_of(actor)


class AskForm(forms.Form):
    """The time for which a ledger is asked, and why."""

    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    reason = forms.CharField(label=_("Để làm gì"), max_length=300)


class AnswerForm(forms.Form):
    """What the holder says, of the whole or of one task."""

    text = _area(_("Ý kiến của người giữ chức danh"), 2000)


class DaysForm(forms.Form):
    """How many working days holders have."""

    days = forms.IntegerField(label=_("Số ngày làm việc"), min_value=1, max_value=30)
    valid_from = DayField(label=_("Từ ngày"))
