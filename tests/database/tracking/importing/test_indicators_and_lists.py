"""Trackers of targets with their figures; lists of units, posts and accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.database.conftest import TODAY, World
from tests.database.tracking.importing.conftest import take
from tests.database.tracking.importing.trackers import workbook
from vaocuoc.core.errors import Refused
from vaocuoc.directory.models import Post, Unit, User
from vaocuoc.tracking.importing.exporting import give_back, standard_indicators, standard_units
from vaocuoc.tracking.importing.models import ImportBatch, ImportRow
from vaocuoc.tracking.importing.operations import apply_batch, complete_row, receive_file, undo_batch
from vaocuoc.tracking.importing.standard import blank_form
from vaocuoc.tracking.indicators.models import Indicator, Observation, Target

HEADINGS = (
    "STT", "Chỉ tiêu", "ĐVT", "Hiện trạng năm 2025", "Mục tiêu 2026", "Mục tiêu 2030", "TH tháng 9/2026",
    "TH tháng 10/2026", "Cơ quan theo dõi",
)  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "Tỷ lệ hộ nghèo", "%", "4,6", "≤ 3,88", "≤ 1", "4,1", "3,92", "Sở Tài chính"),
    (2, "Thu ngân sách", "tỷ đồng", 12000, 14200, 18500, 1100.5, "", "Sở Tài chính"),
    (3, "Số xã đạt chuẩn", "", "10", "12", "20", "", "đang rà soát", ""),
)


def taken(world: World, path: Path, **defaults: str) -> ImportBatch:
    given = {"indicator_kind": "stock", "frequency": "month", **defaults}
    return take(world.clerk, world.province, path, kind="indicators", defaults=given)


def written(world: World, tmp_path: Path) -> ImportBatch:
    batch = taken(world, workbook(tmp_path / "a.xlsx", ROWS, HEADINGS))
    apply_batch(actor=world.clerk, batch=batch)
    batch.refresh_from_db()
    return batch


def test_it_takes_targets_baselines_and_figures(world: World, tmp_path: Path) -> None:
    batch = written(world, tmp_path)
    assert [row.outcome for row in batch.rows.order_by("place")] == ["new", "new", "held"]
    assert batch.rows.get(outcome="held").missing == ["result:month:2026-10", "unit_of_measure"]
    poor = Indicator.objects.get(name="Tỷ lệ hộ nghèo")
    assert (poor.kind, poor.frequency, poor.direction, poor.lead_unit) == ("ratio", "month", "down", world.department)
    target = Target.objects.get(indicator=poor)
    assert (target.comparator, target.value, target.baseline, target.baseline_on, target.due, target.path) == (
        "<=",
        100,
        460,
        date(2025, 12, 31),
        date(2030, 12, 31),
        {"2026": 388},
    )
    figures = Observation.objects.filter(indicator=poor).order_by("period_end").values_list("value", "period_end")
    assert list(figures) == [(410, date(2026, 9, 30)), (392, date(2026, 10, 31))]


def test_it_changes_no_indicator_when_the_file_comes_again(world: World, tmp_path: Path) -> None:
    batch = written(world, tmp_path)
    again = taken(world, tmp_path / "a.xlsx")
    assert [row.outcome for row in again.rows.order_by("place")] == ["same", "same", "held"]
    back = tmp_path / "b.xlsx"
    back.write_bytes(give_back(world.clerk, batch, today=TODAY))
    assert {row.outcome for row in taken(world, back).rows.all()} == {"same"}
    back.write_bytes(standard_indicators(Indicator.objects.all()))
    assert {row.outcome for row in taken(world, back).rows.all()} == {"same"}


def test_it_reports_a_changed_figure_as_a_revision(world: World, tmp_path: Path) -> None:
    written(world, tmp_path)
    changed = [(*ROWS[0][:7], "3,9", *ROWS[0][8:])]
    batch = taken(world, workbook(tmp_path / "b.xlsx", changed, HEADINGS))
    assert batch.rows.get().changes == [["result:month:2026-10", "3.92", "3.9"]]
    apply_batch(actor=world.clerk, batch=batch)
    latest = Observation.objects.order_by("-pk")[0]
    assert (latest.value, latest.revision, latest.revision_reason) == (390, 2, "Theo tệp b.xlsx")


def test_it_replaces_a_changed_target_and_keeps_the_old_one(world: World, tmp_path: Path) -> None:
    written(world, tmp_path)
    changed = [(*ROWS[1][:5], 19000, *ROWS[1][6:])]
    apply_batch(actor=world.clerk, batch=taken(world, workbook(tmp_path / "b.xlsx", changed, HEADINGS)))
    targets = Target.objects.filter(indicator__name="Thu ngân sách").order_by("pk")
    assert [(one.value, one.withdrawn_at is None) for one in targets] == [(1_850_000, False), (1_900_000, True)]


def test_it_completes_a_held_indicator(world: World, tmp_path: Path) -> None:
    written(world, tmp_path)
    row = ImportRow.objects.get(state="waiting")
    complete_row(actor=world.clerk, row=row, values={"unit_of_measure": "xã"})
    assert Indicator.objects.get(name="Số xã đạt chuẩn").unit_of_measure == "xã"


def test_it_takes_figures_back_without_deleting_them(world: World, tmp_path: Path) -> None:
    batch = written(world, tmp_path)
    undo_batch(actor=world.clerk, batch=batch, now=timezone.now())
    assert not Target.objects.filter(withdrawn_at__isnull=True).exists()
    latest = Observation.objects.order_by("indicator", "period_end", "-revision")
    assert all(one.value is None for one in latest if one.revision == 2)
    assert Observation.objects.filter(revision=1).count() == 3


# --- lists of the directory -------------------------------------------------------------------------------------------


def listed(world: World, path: Path, kind: str, **defaults: str) -> ImportBatch:
    return take(world.administrator, None, path, kind=kind, defaults=defaults)


def test_it_founds_units_in_any_order_below_each_other(world: World, tmp_path: Path) -> None:
    rows = [
        (1, "Phòng Ngân sách", "Sở Tài chính mới", "Hệ thống chính quyền"),
        (2, "Sở Tài chính mới", "Tỉnh ủy Minh Giang", "Hệ thống đảng"),
        (3, "Sở Tài chính", "", ""),
    ]
    path = workbook(tmp_path / "a.xlsx", rows, ("STT", "Tên đơn vị", "Trực thuộc", "Hệ thống"))
    batch = listed(world, path, "units", unit_kind="department", level="province", valid_from="2026-01-01")
    assert [row.outcome for row in batch.rows.order_by("place")] == ["new", "new", "same"]
    apply_batch(actor=world.administrator, batch=batch)
    room = Unit.objects.get(name="Phòng Ngân sách")
    assert room.relations_above.get().parent.name == "Sở Tài chính mới"
    again = tmp_path / "b.xlsx"
    again.write_bytes(standard_units(Unit.objects.all(), today=TODAY))
    assert {row.outcome for row in listed(world, again, "units").rows.all()} == {"same"}


def test_it_undoes_units_on_which_nothing_hangs(world: World, tmp_path: Path) -> None:
    rows = [(1, "Sở Mới", ""), (2, "Sở Khác", "")]
    path = workbook(tmp_path / "a.xlsx", rows, ("STT", "Tên đơn vị", "Trực thuộc"))
    batch = listed(world, path, "units", unit_kind="department", level="province")
    apply_batch(actor=world.administrator, batch=batch)
    Post.objects.create(unit=Unit.objects.get(name="Sở Khác"), title="Giám đốc", valid_from=TODAY)
    undo_batch(actor=world.administrator, batch=batch, now=timezone.now())
    assert [unit.name for unit in Unit.objects.filter(name__in=("Sở Mới", "Sở Khác"))] == ["Sở Khác"]


def test_it_opens_accounts_and_shows_their_passwords_once(world: World, tmp_path: Path) -> None:
    rows = [(1, "Đầu mối A", "dau.a", "Đầu mối số liệu", "Sở Tài chính"), (2, "Đầu mối B", "", "", "Sở Tài chính")]
    path = workbook(tmp_path / "a.xlsx", rows, ("STT", "Họ và tên", "Tên đăng nhập", "Chức danh", "Đơn vị"))
    batch = listed(world, path, "accounts")
    assert [(row.outcome, row.missing) for row in batch.rows.order_by("place")] == [("new", []), ("held", ["username"])]
    (slip,) = apply_batch(actor=world.administrator, batch=batch)
    user = User.objects.get(username="dau.a")
    assert user.check_password(slip.password)
    assert user.must_change_password
    assert slip.password not in str(list(ImportRow.objects.values_list("values", "undo")))
    assert user.person.holdings.get().post.unit == world.department
    assert [row.outcome for row in listed(world, path, "accounts").rows.order_by("place")] == ["same", "held"]


def test_it_lets_the_administrator_alone_change_the_directory(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [(1, "Sở Mới")], ("STT", "Tên đơn vị"))
    with pytest.raises(Refused, match=r"access\.denied"):
        receive_file(actor=world.clerk, kind="units", keeper=None, content=path, name="a.xlsx")


@pytest.mark.parametrize("kind", ["tasks", "indicators", "units", "posts", "accounts"])
def test_it_knows_every_column_of_its_own_forms(world: World, tmp_path: Path, kind: str) -> None:
    from vaocuoc.core.trackers import FORMS, find_tracker, match_headings
    from vaocuoc.formats.grids import load_grids

    path = tmp_path / "mau.xlsx"
    path.write_bytes(blank_form(kind, today=TODAY))
    tracker = find_tracker(load_grids(path)[0], FORMS[kind])
    assert tracker is not None
    assert all(match.field for match in match_headings(FORMS[kind], tracker.headings))


def test_it_takes_a_filled_blank_form_of_tasks(world: World, tmp_path: Path) -> None:
    from vaocuoc.tracking.importing.standard import columns_of

    heads = [column.head for _, column in columns_of("tasks", today=TODAY)]
    filled = {
        "Nội dung nhiệm vụ": "Lập sổ",
        "Đơn vị chủ trì": "Sở Tài chính",
        "Hạn hoàn thành": date(2026, 12, 1),
        "Tiến độ": "Đang thực hiện",
        "Độ khẩn": "Khẩn",
    }
    path = workbook(tmp_path / "a.xlsx", [[filled.get(head, "") for head in heads]], heads)
    values = take(replace(world.clerk), world.province, path).rows.get().values
    assert (values["due"], values["urgency"], values["lead_unit"]) == ("2026-12-01", "urgent", world.department.pk)


def test_it_reads_decimals_as_they_are_written(world: World, tmp_path: Path) -> None:
    written(world, tmp_path)
    revenue = Indicator.objects.get(name="Thu ngân sách")
    value = Observation.objects.get(indicator=revenue).value
    assert Decimal(value or 0).scaleb(-revenue.decimals) == Decimal("1100.5")
