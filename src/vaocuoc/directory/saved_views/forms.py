"""What is typed about saved views."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.saved_views.operations import LONGEST_NAME


class SaveForm(forms.Form):
    """How a list is looked at now, under a name."""

    listing = forms.CharField(max_length=40, widget=forms.HiddenInput)
    query = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Tên cách xem"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Chưa đặt tên cách xem. Ghi tên rồi lưu lại.")},
    )
    shared = forms.BooleanField(label=_("Dùng chung trong đơn vị"), required=False)
    default = forms.BooleanField(label=_("Mở danh sách bằng cách xem này"), required=False)
