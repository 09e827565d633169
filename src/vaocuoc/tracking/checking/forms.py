"""What is asked when a fault is set aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """The reason for leaving a fault as it is."""

    key = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do bỏ qua"), max_length=300)
