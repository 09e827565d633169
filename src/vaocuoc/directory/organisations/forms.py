"""Forms of units, their relations, names, successions, organs and posts. They parse; the operations decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations import operations
from vaocuoc.directory.organisations.access import Keeper
from vaocuoc.directory.organisations.fields import DayField, UnitField
from vaocuoc.directory.organisations.models import (
    Level,
    Organ,
    Post,
    RelationKind,
    Unit,
    UnitAlias,
    UnitKind,
    UnitRelation,
)
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.ui.fields import SeveralField


class UnitForm(forms.Form):
    """What is written of a unit."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=120, required=False)
    code = forms.CharField(
        label=_("Mã"), max_length=35, required=False, help_text=_("Mã định danh hoặc mã địa bàn, nếu có.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    valid_from = DayField(label=_("Có từ ngày"))


class NewUnitForm(UnitForm):
    """A new unit, put below another at once where said."""

    parent = UnitField(label=_("Trực thuộc"), required=False, empty_label=_("Chưa đặt"))
    relation = forms.ChoiceField(label=_("Theo quan hệ"), choices=RelationKind.choices)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["parent"].queryset = living_units(today)
        self.fields["valid_from"].initial = today

    def submit(self, actor: Keeper) -> Unit:
        data = dict(self.cleaned_data)
        parent, relation = data.pop("parent"), data.pop("relation")
        return operations.found_unit(actor, parent=parent, relation=relation, **data)


class EditUnitForm(UnitForm):
    def submit(self, actor: Keeper, unit: Unit) -> None:
        operations.edit_unit(actor, unit, **self.cleaned_data)


class ChangeForm(forms.Form):
    """One change of a unit; subclasses name the operation. Every one may need the day, the unit and who asks."""

    def __init__(self, *args: Any, unit: Unit, seen: QuerySet[Unit], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit, self.seen, self.today = unit, seen, today
        if "valid_from" in self.fields:
            self.fields["valid_from"].initial = max(today, unit.valid_from)
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on the unit."""

    def submit(self, actor: Keeper) -> None:
        """Do what this form is for; each form calls its own operation."""
        raise NotImplementedError

    def others(self) -> QuerySet[Unit]:
        return self.seen.exclude(pk=self.unit.pk).order_by("sort_key", "pk")


class RelationForm(ChangeForm):
    kind = forms.ChoiceField(label=_("Quan hệ"), choices=RelationKind.choices)
    parent = UnitField(label=_("Cấp trên"))
    valid_from = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        alive = living_units(self.today).values("pk")
        fields: dict[str, Any] = self.fields
        fields["parent"].queryset = self.others().filter(pk__in=alive.order_by())

    def submit(self, actor: Keeper) -> None:
        operations.relate_units(actor, child=self.unit, **self.cleaned_data)


class EndRelationForm(ChangeForm):
    relation = forms.ModelChoiceField(
        label=_("Quan hệ"), queryset=UnitRelation.objects.none(), empty_label=_("Chọn quan hệ")
    )
    valid_to = DayField(label=_("Đến trước ngày"))

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["relation"].queryset = self.unit.relations_above.filter(valid_to__isnull=True)

    def submit(self, actor: Keeper) -> None:
        operations.end_relation(actor, **self.cleaned_data)


class AliasForm(ChangeForm):
    name = forms.CharField(
        label=_("Tên gọi khác"), max_length=300, help_text=_("Như văn bản thường ghi, ví dụ “ĐU UBND tỉnh”.")
    )

    def submit(self, actor: Keeper) -> None:
        operations.add_alias(actor, unit=self.unit, name=self.cleaned_data["name"])


class RemoveAliasForm(ChangeForm):
    alias = forms.ModelChoiceField(queryset=UnitAlias.objects.none())

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["alias"].queryset = self.unit.aliases.all()

    def submit(self, actor: Keeper) -> None:
        operations.remove_alias(actor, alias=self.cleaned_data["alias"])


class SuccessionForm(ChangeForm):
    """This unit went over, in whole or in part, to another."""

    successor = UnitField(label=_("Đơn vị kế thừa"))
    date = DayField(label=_("Từ ngày"))
    act = forms.CharField(label=_("Văn bản quyết định"), max_length=200)
    share = forms.DecimalField(
        label=_("Phần kế thừa, %"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=7,
        decimal_places=4,
        localize=True,
        help_text=_("Để trống khi văn bản không nêu: số liệu khi đó không được chuyển sang."),
    )
    subject = forms.CharField(label=_("Nội dung kế thừa"), max_length=200, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["successor"].queryset = self.others()

    def submit(self, actor: Keeper) -> None:
        data = dict(self.cleaned_data)
        share = data.pop("share")
        operations.record_succession(
            actor, predecessor=self.unit, share_ppm=None if share is None else int(share * 10_000), **data
        )


class OrganForm(ChangeForm):
    name = forms.CharField(
        label=_("Tên cơ quan lãnh đạo"), max_length=200, help_text=_("Ban Thường vụ, Thường trực, Đảng đoàn.")
    )
    valid_from = DayField(label=_("Từ ngày"))

    def submit(self, actor: Keeper) -> None:
        operations.create_organ(actor, unit=self.unit, **self.cleaned_data)


class PostForm(ChangeForm):
    title = forms.CharField(label=_("Chức danh"), max_length=200)
    organs = SeveralField(
        label=_("Thành viên của"), queryset=Organ.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["organs"].queryset = self.unit.organs.filter(valid_to__isnull=True)

    def submit(self, actor: Keeper) -> None:
        operations.create_post(actor, unit=self.unit, **self.cleaned_data)


class EndPostForm(ChangeForm):
    post = forms.ModelChoiceField(label=_("Chức danh"), queryset=Post.objects.none(), empty_label=_("Chọn chức danh"))
    valid_to = DayField(label=_("Bỏ từ ngày"))

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = self.unit.posts.filter(valid_to__isnull=True)

    def submit(self, actor: Keeper) -> None:
        operations.end_post(actor, **self.cleaned_data)


class EndUnitForm(ChangeForm):
    valid_to = DayField(label=_("Kết thúc từ ngày"), help_text=_("Ngày đầu tiên không còn đơn vị này."))
    reason = forms.CharField(label=_("Lý do, văn bản"), max_length=300)

    def submit(self, actor: Keeper) -> None:
        operations.end_unit(actor, self.unit, **self.cleaned_data)


CHANGES: dict[str, type[ChangeForm]] = {
    "quan-he": RelationForm,
    "het-quan-he": EndRelationForm,
    "ten-khac": AliasForm,
    "bo-ten-khac": RemoveAliasForm,
    "ke-thua": SuccessionForm,
    "co-quan": OrganForm,
    "chuc-danh": PostForm,
    "bo-chuc-danh": EndPostForm,
    "ket-thuc": EndUnitForm,
}
