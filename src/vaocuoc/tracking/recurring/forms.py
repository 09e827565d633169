"""What the rule of a recurring task asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.recurring.models import Every, Rule
from vaocuoc.ui.fields import DayField


class RecurrenceForm(forms.Form):
    """When a task comes again; which day means what depends on how often."""

    every = forms.ChoiceField(label=_("Chu kỳ"), choices=Every.choices, initial=Every.MONTH)
    rule = forms.ChoiceField(label=_("Hạn của mỗi kỳ là"), choices=Rule.choices, initial=Rule.DAY)
    number = forms.IntegerField(label=_("n là"), min_value=1, max_value=31, initial=25)
    month = forms.IntegerField(
        label=_("Tháng thứ mấy trong quý, năm"), min_value=1, max_value=12, initial=1, required=False
    )
    starts_on = DayField(label=_("Bắt đầu từ ngày"))
    ends_on = DayField(label=_("Thôi từ sau ngày"), required=False)
