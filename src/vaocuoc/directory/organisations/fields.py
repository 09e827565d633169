"""Form fields of the directory: days as an office writes them, units from a Vietnamese list or by their names."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.text import nfc
from vaocuoc.directory.organisations.models import Post, Unit
from vaocuoc.directory.organisations.queries import UnitMatch, living_units, match_units_bulk

if TYPE_CHECKING:  # Django's own class takes no type argument at run time
    _ChoiceOfUnit = forms.ModelChoiceField[Unit]
    _ChoiceOfPost = forms.ModelChoiceField[Post]
else:
    _ChoiceOfUnit = _ChoiceOfPost = forms.ModelChoiceField

_SURE = 0.9  # a name at least this near is the unit
_NEAR = 3  # so many are offered where none is
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


class UnitsField(forms.CharField):
    """Units named one a line or with semicolons, by name or by code (các đơn vị); no list of thousands to choose from.

    Cleans to a list of units, each once. The form gives ``today``: the units that live on that day are meant. A name
    that no unit bears, or that several bear alike, is refused with what comes nearest: none is guessed.
    """

    today: date

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def clean(self, value: Any) -> Any:
        typed = (nfc(part).strip(" \t\r,.") for part in re.split(r"[;\n]", super().clean(value) or ""))
        named = list(dict.fromkeys(part for part in typed if part))
        if not named:
            return []
        coded = {unit.code: unit for unit in living_units(self.today).filter(code__in=named)}
        found = match_units_bulk([name for name in named if name not in coded], today=self.today, limit=_NEAR)
        wrong = [_unclear(name, near) for name, near in found.items() if not _is_sure(near)]
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(coded[name] if name in coded else found[name][0].unit for name in named))


def _is_sure(near: list[UnitMatch]) -> bool:
    """Whether the first is meant and no other as well."""
    return bool(near) and near[0].score >= _SURE and not (len(near) > 1 and near[1].score == near[0].score)


def _unclear(name: str, near: list[UnitMatch]) -> ValidationError:
    facts = {"name": name, "near": "; ".join(_with_code(one.unit) for one in near)}
    if near and near[0].score >= _SURE:
        return ValidationError(_("Có nhiều đơn vị tên “%(name)s”: %(near)s. Ghi mã của đơn vị."), params=facts)
    if near:
        return ValidationError(
            _("Không tìm thấy đơn vị “%(name)s”. Gần nhất: %(near)s. Ghi đúng tên hoặc mã trong danh mục."),
            params=facts,
        )
    return ValidationError(_("Không tìm thấy đơn vị “%(name)s”. Ghi đúng tên hoặc mã trong danh mục."), params=facts)


def _with_code(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})" if unit.code else unit.name
