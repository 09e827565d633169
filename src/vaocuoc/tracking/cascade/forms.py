"""What giving to many units and a progress ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Level, Post, Unit
from vaocuoc.tracking.intake.addressing import posts_to_choose
from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.ui.clock import today
from vaocuoc.ui.fields import DayField


class ManyForm(forms.Form):
    """One task for many units: what is said to all of them, and what is some units' own."""

    title = forms.CharField(
        label=_("Nhiệm vụ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000})
    )
    product = forms.CharField(label=_("Sản phẩm của mỗi đơn vị"), max_length=500, required=False)
    product_level = forms.ChoiceField(label=_("Cấp nhận sản phẩm"), choices=[("", "–"), *Level.choices], required=False)
    due = DayField(label=_("Hạn"), required=False)
    no_due_reason = forms.CharField(label=_("Lý do chưa có hạn"), max_length=300, required=False)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, initial=Urgency.ORDINARY)
    received_on = DayField(label=_("Ngày nhận"), required=False)
    follower = forms.ChoiceField(label=_("Người theo dõi"), required=False)
    own = forms.CharField(
        label=_("Hạn, sản phẩm riêng của từng đơn vị"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "mono"}),
    )

    def __init__(self, *args: Any, keeper: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.posts = {str(post.pk): post for post in posts_to_choose(keeper, today=today())}
        follower: Any = self.fields["follower"]
        follower.choices = [("", "–"), *((key, str(post)) for key, post in self.posts.items())]

    def clean_follower(self) -> Post | None:
        """The post that was chosen."""
        return self.posts.get(self.cleaned_data["follower"])


class ReportForm(forms.Form):
    """How much of a task is done, and on what that rests."""

    percent = forms.IntegerField(label=_("Đã làm được (%)"), min_value=0, max_value=100)
    note = forms.CharField(label=_("Căn cứ"), max_length=300)
