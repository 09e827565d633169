"""What can be changed on many shortcomings in one go (đổi nhiều hạn chế), by the operation that changes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.tracking.bulk.changing import Change, Many
from vaocuoc.tracking.shortcomings import operations
from vaocuoc.tracking.shortcomings.access import visible_shortcomings
from vaocuoc.tracking.shortcomings.filtering import shortcomings_within
from vaocuoc.tracking.shortcomings.forms import StateForm
from vaocuoc.tracking.shortcomings.models import Shortcoming, ShortcomingState


class _StateForm(StateForm):
    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)


def _set_state(actor: Actor, shortcomings: Sequence[Shortcoming], data: dict[str, Any]) -> Mapping[int, Refused]:
    return operations.set_shortcoming_states(
        actor=actor, shortcomings=shortcomings, state=data["state"], note=data["note"]
    )


_CHANGES = {
    "tinh-trang": Change(
        gettext_lazy("Đổi tình trạng"), _StateForm, _set_state,
        lambda one: one.state, lambda data: data["state"],
        lambda one: one.get_state_display(), lambda data: str(ShortcomingState(data["state"]).label),
        gettext_lazy("Đã khắc phục thì cần một câu về kết quả, ghi cho mọi dòng đã chọn. Để trống thì giữ câu đã có."),
    ),
}  # fmt: skip


def _rows(actor: Actor, keys: Sequence[int]) -> QuerySet[Shortcoming]:
    return visible_shortcomings(actor).filter(pk__in=list(keys)).select_related("unit", "keeper")


def _within(actor: Actor, address: QueryDict, most: int) -> Sequence[int]:
    return list(shortcomings_within(actor, address).values_list("pk", flat=True)[:most])


MANY = Many(
    title=gettext_lazy("Hạn chế"),
    one=gettext_lazy("Hạn chế"),
    list_url="shortcomings:list",
    url="shortcomings:many",
    actions=(Action.ASSIGN,),
    rows=_rows,
    within=_within,
    named=lambda one: (_("Số %(number)s") % {"number": one.pk}, one.text),
    changes=_CHANGES,
)
