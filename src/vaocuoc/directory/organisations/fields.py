"""Form fields of the directory: days as an office writes them, units as a Vietnamese list is sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Post, Unit

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
