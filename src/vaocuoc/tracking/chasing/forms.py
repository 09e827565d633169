"""What is typed into a letter that pushes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.tasks.models import Urgency
from vaocuoc.ui.fields import DayField

EACH, ALL = "each", "all"


class BeginForm(forms.Form):
    """One letter a unit or one for all, and by when an answer is asked for."""

    how = forms.ChoiceField(
        label=_("Công văn"),
        choices=[(EACH, _("Mỗi đơn vị một công văn")), (ALL, _("Một công văn chung cho các đơn vị"))],
    )
    answer_by = DayField(label=_("Báo cáo chậm nhất ngày"))


class WordsForm(forms.Form):
    """The words of a draft."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    opening = forms.CharField(label=_("Đoạn mở đầu"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3}))
    closing = forms.CharField(
        label=_("Đề nghị"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    answer_by = DayField(label=_("Báo cáo chậm nhất ngày"))
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
