"""Form fields that read and write numbers and days as Vietnamese offices do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.ui.dates import format_day, parse_day
from vaocuoc.ui.numbers import format_decimal, parse_number
from vaocuoc.ui.refusals import sentence

if TYPE_CHECKING:  # Django's own class takes no type argument at run time
    _ChoiceOfMany = forms.ModelMultipleChoiceField[Any]
else:
    _ChoiceOfMany = forms.ModelMultipleChoiceField

_LONGEST_KEY = 18


class NumberField(forms.CharField):
    """A number typed as ``1.234,5``, ``1234,5`` or with spaces; cleans to a Decimal, or None where empty.

    ``point=False`` reads 1.234 as 1234, as a Vietnamese form does; None asks whoever types it to say which is meant.
    """

    def __init__(self, *, decimals: int | None = None, point: bool | None = False, **options: Any) -> None:
        self.decimals = decimals
        self.point = point
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs["class"] = "inp-n"

    def prepare_value(self, value: Any) -> Any:
        return format_decimal(value, self.decimals) if isinstance(value, (int, float, Decimal)) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text, point=self.point)
        except Refused as refused:
            raise ValidationError(sentence(refused), code=refused.code) from refused
        exponent = number.as_tuple().exponent
        if self.decimals is not None and isinstance(exponent, int) and -exponent > self.decimals:
            facts = {"text": text, "decimals": self.decimals}
            raise ValidationError(
                _("“%(text)s” có quá %(decimals)s chữ số sau dấu phẩy. Làm tròn rồi ghi lại."), params=facts
            )
        return number


class DayField(forms.CharField):
    """A day typed as ``31/12/2025`` (or with - or ., or 2025-12-31); cleans to a date, or None where empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("placeholder", "31/12/2025")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except Refused as refused:
            raise ValidationError(sentence(refused), code=refused.code) from refused


class SeveralField(_ChoiceOfMany):
    """Several rows chosen by their keys; a key no table can hold is refused as any other unknown one."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if len(str(key)) > _LONGEST_KEY:
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(key)[:_LONGEST_KEY]})
        return super().clean(value)
