"""What is typed about meetings, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Post
from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.bodies import body_choices, body_of_choice
from vaocuoc.ui.fields import DayField, SeveralField


def _long(label: Any, rows: int = 3, longest: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options)


class MeetingForm(forms.Form):
    """Who meets, when, where, who chairs."""

    body = forms.ChoiceField(label=_("Cơ quan, đơn vị họp"), choices=())
    title = forms.CharField(
        label=_("Tên cuộc họp"),
        max_length=300,
        error_messages={"required": _("Chưa có tên cuộc họp. Ghi tên rồi lưu lại.")},
    )
    held_on = DayField(
        label=_("Ngày họp"), error_messages={"required": _("Chưa có ngày họp. Ghi ngày như 31/12/2025.")}
    )
    begins_at = forms.TimeField(
        label=_("Giờ"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        error_messages={"invalid": _("Giờ chưa đúng. Ghi như 08:00 hoặc 8h30.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    chair = forms.ModelChoiceField(label=_("Chủ trì"), queryset=Post.objects.none(), required=False)
    posts = SeveralField(
        label=_("Mời thêm"),
        queryset=Post.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, posts: list[Post], editing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        keys = [post.pk for post in posts]
        found = Post.objects.filter(pk__in=keys).select_related("unit").order_by("unit__sort_key", "pk")
        fields["chair"].queryset = fields["posts"].queryset = found
        if editing:
            del self.fields["body"]
            fields["posts"].label = _("Thành phần dự họp")
        else:
            fields["body"].choices = body_choices(actor)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "body" in data:
            data["keeper"], data["organ"] = body_of_choice(data.pop("body"))
        return data


class ItemForm(forms.Form):
    """An item of the agenda in words."""

    words = forms.CharField(label=_("Nội dung khác"), max_length=1000)


class PaperForm(forms.Form):
    """A document of the register by its number or words."""

    named = forms.CharField(label=_("Số, ký hiệu của văn bản trong sổ tài liệu"), max_length=80)


class ConclusionForm(forms.Form):
    """What is concluded: its words, and with a lead the product and the day."""

    text = _long(_("Kết luận"), 3, 1000, error_messages={"required": _("Chưa ghi kết luận. Ghi nội dung rồi lưu lại.")})
    lead = forms.CharField(label=_("Đầu mối chủ trì"), max_length=300, required=False)
    product = forms.CharField(label=_("Sản phẩm"), max_length=500, required=False)
    due = DayField(label=_("Hạn"), required=False)
    token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a conclusion is withdrawn."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=300)


class NoticeForm(forms.Form):
    """The words of a notice of conclusions."""

    subject = _long(_("Trích yếu"), 2, 500)
    opening = _long(_("Câu mở đầu"), 4, 1500)
    closing = _long(_("Câu kết"), 3, 1000, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40)
    authority = forms.CharField(label=_("Thẩm quyền ký"), max_length=200, required=False)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """Number and day of a notice that was issued."""

    number = forms.CharField(label=_("Số"), max_length=20)
    issued_on = DayField(label=_("Ngày ban hành"))
    version = forms.IntegerField(widget=forms.HiddenInput)
