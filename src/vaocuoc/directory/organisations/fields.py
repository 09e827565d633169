"""Form fields of the directory: days as an office writes them, units from a Vietnamese list or by their names."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Post, Unit
from vaocuoc.directory.organisations.typed import units_meant
from vaocuoc.ui.dates import likely_day
from vaocuoc.ui.keys import key_in

if TYPE_CHECKING:  # Django's own class takes no type argument at run time
    _ChoiceOfUnit = forms.ModelChoiceField[Unit]
    _ChoiceOfPost = forms.ModelChoiceField[Post]
else:
    _ChoiceOfUnit = _ChoiceOfPost = forms.ModelChoiceField

_DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class DayField(forms.DateField):
    """A day written 31/12/2025 (also with - or ., or 2025-12-31), shown as 31/12/2025."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format=_DAY_FORMATS[0], attrs={"placeholder": "31/12/2025", "inputmode": "numeric"})
        super().__init__(input_formats=_DAY_FORMATS, widget=widget, **options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        try:
            return None if day is None else likely_day(day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class UnitField(_ChoiceOfUnit):
    """One unit to choose; its queryset is given by the form, from what may be seen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("empty_label", _("Chọn đơn vị"))
        super().__init__(queryset=Unit.objects.none(), **options)


class PostField(_ChoiceOfPost):
    """One post to choose, shown with its unit."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("empty_label", _("Chọn chức danh"))
        super().__init__(queryset=Post.objects.none(), **options)

    def label_from_instance(self, obj: Post) -> str:
        return str(obj)


class UnitNameField(forms.CharField):
    """One unit named by typing (đơn vị), of the ``units`` that the form gives, from what may be seen.

    An address that has its key, as addresses kept from before do, is read.
    """

    units: QuerySet[Unit]

    def clean(self, value: Any) -> Any:
        typed = super().clean(value) or ""
        if found := self._by_key(typed):
            return found
        return next(iter(units_meant([typed], self.units)), None)

    def prepare_value(self, value: Any) -> Any:
        found = self._by_key(str(value or ""))
        return found.name if found else value

    def _by_key(self, typed: str) -> Unit | None:
        key = key_in(typed)
        return self.units.filter(pk=key).first() if key else None


class UnitsField(forms.CharField):
    """Units named one a line or with semicolons (các đơn vị); no list of thousands to choose from.

    Cleans to a list of those ``units`` that the form gives, from what may be seen, each once; see ``units_meant``.
    """

    units: QuerySet[Unit]

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def clean(self, value: Any) -> Any:
        return units_meant(re.split(r"[;\n]", super().clean(value) or ""), self.units)
