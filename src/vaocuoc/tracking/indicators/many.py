"""What can be changed on many indicators in one go (đổi nhiều chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.bulk.changing import Change, Many
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.filtering import filters_from
from vaocuoc.tracking.indicators.forms import living_units
from vaocuoc.tracking.indicators.leading import set_lead_units
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.standing import standings_of
from vaocuoc.ui.clock import today


class _LeadForm(forms.Form):
    """The agency that follows an indicator."""

    lead_unit = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan theo dõi"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Chọn một đơn vị"),
        error_messages={"required": gettext_lazy("Chưa chọn cơ quan theo dõi. Chọn một đơn vị.")},
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["lead_unit"]
        field.queryset = living_units(actor)


def _lead(actor: Actor, indicators: Sequence[Indicator], data: dict[str, Any]) -> Mapping[int, Refused]:
    return set_lead_units(actor=actor, indicators=indicators, lead_unit=data["lead_unit"])


_CHANGES = {
    "theo-doi": Change(
        gettext_lazy("Đổi cơ quan theo dõi"), _LeadForm, _lead,
        lambda indicator: str(indicator.lead_unit_id or ""), lambda data: str(data["lead_unit"].pk),
        lambda indicator: str(indicator.lead_unit or _("chưa có")), lambda data: str(data["lead_unit"]),
    ),
}  # fmt: skip


def _rows(actor: Actor, keys: Sequence[int]) -> QuerySet[Indicator]:
    return visible_indicators(actor).filter(pk__in=list(keys)).select_related("lead_unit", "keeper")


def _within(actor: Actor, address: QueryDict, most: int) -> Sequence[int]:
    found = standings_of(actor, today=today(), filters=filters_from(address))
    return list(dict.fromkeys(found.values_list("indicator", flat=True)[:most]))


MANY = Many(
    title=gettext_lazy("Chỉ tiêu"),
    one=gettext_lazy("Chỉ tiêu"),
    list_url="indicators:list",
    url="indicators:many",
    actions=(Action.ASSIGN,),
    rows=_rows,
    within=_within,
    named=lambda indicator: (indicator.code, indicator.name),
    changes=_CHANGES,
)
