"""Units named by typing: by any of their names, none guessed, and none told of to whom it is hidden."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tests.database.conftest import TODAY, World, make_unit
from vaocuoc.directory.models import Level, Unit, UnitAlias, UnitKind
from vaocuoc.directory.organisations.fields import UnitNameField, UnitsField
from vaocuoc.directory.organisations.operations import add_alias
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.organisations.typed import told_apart, units_like, units_meant

pytestmark = pytest.mark.django_db


def one_of(units: QuerySet[Unit], typed: str) -> Unit | None:
    field = UnitNameField(required=False)
    field.units = units
    found: Unit | None = field.clean(typed)
    return found


def several_of(units: QuerySet[Unit], typed: str) -> list[Unit]:
    field = UnitsField(required=False)
    field.units = units
    found: list[Unit] = field.clean(typed)
    return found


def said(units: QuerySet[Unit], typed: str) -> str:
    with pytest.raises(ValidationError) as wrong:
        units_meant([typed], units)
    (sentence,) = wrong.value.messages
    return sentence


@pytest.mark.parametrize(
    "typed", ["Sở Tài chính", "SỞ TÀI CHÍNH", "so tai chinh", "  Sở Tài chính. ", "Ngành tài khóa", "H12"]
)
def test_both_fields_understand_name_taught_name_and_code(world: World, typed: str) -> None:
    add_alias(actor=world.administrator, unit=world.department, name="Ngành tài khóa")
    Unit.objects.filter(pk=world.department.pk).update(code="H12")
    assert one_of(living_units(TODAY), typed) == world.department
    assert several_of(living_units(TODAY), f"{typed}; {typed}\n{world.office.name}") == [world.department, world.office]


def test_nothing_typed_names_nothing(world: World) -> None:
    units = living_units(TODAY)
    assert (one_of(units, ""), several_of(units, " ;\n")) == (None, [])


def test_a_hidden_unit_is_neither_found_nor_named(world: World) -> None:
    UnitAlias.objects.create(unit=world.department, name="Ngành tài khóa", folded="nganh tai khoa")
    Unit.objects.filter(pk=world.department.pk).update(code="H12")
    seen = living_units(TODAY).exclude(pk=world.department.pk)
    for typed in ("Sở Tài chính", "Ngành tài khóa", "H12", "Sở Tài", f"Sở Tài chính (số {world.department.pk})"):
        assert world.department.name not in said(seen, typed).replace(f"“{typed}”", "")
    assert one_of(living_units(TODAY), str(world.department.pk)) == world.department
    with pytest.raises(ValidationError):
        one_of(seen, str(world.department.pk))


def test_of_several_alike_each_is_told_apart_and_can_be_typed_so(world: World) -> None:
    alike = [make_unit("Xã Đồng Nội", UnitKind.TERRITORY, Level.COMMUNE) for _ in range(3)]
    for unit, code in zip(alike, ("00123", "", "00456"), strict=True):
        Unit.objects.filter(pk=unit.pk).update(code=code)
    units = living_units(TODAY)
    names = {"Xã Đồng Nội (00123)", f"Xã Đồng Nội (số {alike[1].pk})", "Xã Đồng Nội (00456)"}
    assert set(told_apart(units.filter(name="Xã Đồng Nội"))) == set(units_like(units, "đồng nội", most=9)) == names
    assert all(name in said(units, "xã Đồng Nội") for name in names)
    assert {one_of(units, name) for name in names} == set(alike)
    assert set(several_of(units, "\n".join(names))) == set(alike)


def test_each_unclear_name_has_its_sentence(world: World) -> None:
    with pytest.raises(ValidationError) as wrong:
        several_of(living_units(TODAY), "Sở Tài chính; tài chính; Hội đồng Vườn Xa")
    near, unknown = wrong.value.messages
    assert "“tài chính” trong phần được xem. Gần nhất: Sở Tài chính" in near
    assert "“Hội đồng Vườn Xa” trong phần được xem. Ghi đúng tên hoặc mã" in unknown
