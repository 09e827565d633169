"""Providers that disagree, signed sheets, corrections, and figures as they were known on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone
from docx import Document as read_docx
from hypothesis import given
from hypothesis import strategies as st

from tests.database.conftest import World
from tests.database.tracking.submissions.conftest import OCTOBER
from tests.database.tracking.submissions.test_reports import refusal
from tests.formats.images import png
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import Unit
from vaocuoc.documents.papers import storage
from vaocuoc.formats.letters import write_docx
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.indicators.deriving import set_expression, set_roll_up
from vaocuoc.tracking.indicators.differences import Difference, ProviderDecision
from vaocuoc.tracking.indicators.in_force import end_of, figures_in_force, observations_as_of, series_in_force
from vaocuoc.tracking.indicators.operations import create_indicator, set_target, submit_observation
from vaocuoc.tracking.indicators.queries import judged
from vaocuoc.tracking.models import Approval, Correction, Indicator, Observation, Step, Submission
from vaocuoc.tracking.submissions.corrections import decide_correction, propose_correction, touched_by
from vaocuoc.tracking.submissions.letters import compose_correction
from vaocuoc.tracking.submissions.locking import lock_period
from vaocuoc.tracking.submissions.models import CorrectionState, State
from vaocuoc.tracking.submissions.operations import return_submission, submit
from vaocuoc.tracking.submissions.reconciling import decide, differences, disagreements
from vaocuoc.tracking.submissions.sheets import print_sheet, take_over_sheet

Fill = Callable[..., Submission]
DAY = date(2026, 11, 20)


# --- providers that disagree ------------------------------------------------------------------------------------------


@pytest.fixture
def two_sides(world: World, trained: Indicator) -> tuple[Observation, Observation]:
    """The department, which leads, says 12 people of the commune; the commune itself says 10."""
    trained.lead_unit = world.department
    trained.save()
    common = {"actor": world.clerk, "indicator": trained, "unit": world.commune, "period": OCTOBER}
    own = submit_observation(provider=world.commune, value=Decimal(10), **common)
    led = submit_observation(provider=world.department, value=Decimal(12), **common)
    return led, own


def in_force(indicator: Indicator) -> int | None:
    rows = Observation.objects.filter(indicator=indicator).select_related("approval", "indicator")
    counts = next(iter(figures_in_force(rows).values()))[0]
    measured = series_in_force(Q(indicator=indicator), {indicator.pk: indicator})
    assert next(iter(measured.values()))[0].pk == counts.pk  # as pages and sums read it, in few columns
    return counts.value


def test_a_difference_is_noticed_and_the_indicators_rule_says_who_counts(
    world: World, trained: Indicator, two_sides: Any
) -> None:
    found = disagreements(list(differences(world.clerk)))[0]
    assert found.spread == 2
    assert [(side.value, side.is_official) for side in found.sides] == [(12, True), (10, False)]
    assert not differences(world.outsider).exists()
    trained.official_provider = "subject"
    trained.save()
    assert in_force(trained) == 10


def test_a_decision_makes_a_provider_official_and_changes_no_value(
    world: World, trained: Indicator, two_sides: tuple[Observation, Observation]
) -> None:
    led, own = two_sides
    row = Difference.objects.get()
    with refusal("access.denied"):
        decide(actor=world.focal, difference=row, observation=own, reason="x")
    with refusal("indicators.no_reason"):
        decide(actor=world.clerk, difference=row, observation=own, reason=" ")
    before = list(Observation.objects.order_by("pk").values())
    decide(actor=world.clerk, difference=row, observation=own, reason="Danh sách ký nhận có 10 người")
    assert in_force(trained) == own.value
    assert list(Observation.objects.order_by("pk").values()) == before
    assert not differences(world.clerk).exists()
    assert [one.pk for one in differences(world.clerk, decided=True)] == [row.pk]
    assert led.value != own.value


def test_a_decided_difference_opens_again_with_a_new_figure(
    world: World, trained: Indicator, two_sides: tuple[Observation, Observation]
) -> None:
    _led, own = two_sides
    decide(actor=world.clerk, difference=Difference.objects.get(), observation=own, reason="Theo danh sách")
    common = {"actor": world.clerk, "indicator": trained, "unit": world.commune, "period": OCTOBER}
    submit_observation(provider=world.department, value=Decimal(13), revision_reason="Bổ sung", **common)
    assert differences(world.clerk).count() == 1
    with refusal("conflict.observation_changed"):
        decide(actor=world.clerk, difference=Difference.objects.get(), observation=two_sides[0], reason="Cũ")
    submit_observation(provider=world.department, value=Decimal(10), revision_reason="Thống nhất", **common)
    assert not differences(world.clerk).exists()


def test_a_reason_why_there_is_no_figure_is_no_difference(world: World, trained: Indicator) -> None:
    common = {"actor": world.clerk, "indicator": trained, "unit": world.commune, "period": OCTOBER}
    submit_observation(provider=world.commune, value=None, missing_reason="Chưa mở lớp", **common)
    submit_observation(provider=world.province, value=Decimal(0), **common)
    assert not Difference.objects.exists()


# --- signed sheets ----------------------------------------------------------------------------------------------------


def signed(world: World, report: Submission, code: str, **changes: Any) -> Submission:
    given: dict[str, Any] = {
        "actor": world.clerk,
        "submission": report,
        "code": code,
        "signed_by": "Nguyễn Văn Mẫu, Chánh Văn phòng",
        "signed_on": DAY,
        "content": BytesIO(png(0)),
        "name": "ban-ky.png",
    }
    return take_over_sheet(**(given | changes))


@pytest.fixture
def waiting(world: World, revenue: Indicator, fill: Fill, tmp_path: Path, settings: Any) -> Submission:
    settings.MEDIA_ROOT = tmp_path / "files"
    return submit(actor=world.focal, submission=fill({revenue: "100"}))


def test_a_signed_sheet_approves_and_its_scan_stays_byte_for_byte(world: World, waiting: Submission) -> None:
    sheet = print_sheet(actor=world.focal, submission=waiting)
    assert print_sheet(actor=world.clerk, submission=waiting) == sheet
    assert signed(world, waiting, sheet.code.replace("-", "").lower()).state == State.APPROVED
    assert Approval.objects.get().signed_by == "Nguyễn Văn Mẫu, Chánh Văn phòng"
    step = Step.objects.get(deed="approve")
    assert (step.sheet, step.signed_on, step.scan_name) == (sheet, DAY, "ban-ky.png")
    assert storage.path_of(step.scan_sha256).read_bytes() == png(0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "AAAA-AAAA"}, "submissions.sheet_unknown"),
        ({"signed_by": " "}, "submissions.no_signer"),
        ({"signed_on": DAY + timedelta(days=1)}, "submissions.signed_in_future"),
        ({"content": BytesIO("Không phải bản quét.".encode()), "name": "ghi-chu.txt"}, "submissions.not_a_scan"),
    ],
)
def test_it_takes_over_no_sheet_that_is_wrong(
    world: World, waiting: Submission, changes: dict[str, Any], code: str
) -> None:
    sheet = print_sheet(actor=world.focal, submission=waiting)
    with refusal(code):
        signed(world, waiting, **({"code": sheet.code} | changes))
    assert not Approval.objects.exists()
    assert not [path for path in storage.incoming_folder().parent.rglob("*") if path.is_file()]


def test_a_sheet_of_other_figures_approves_nothing(
    world: World, waiting: Submission, revenue: Indicator, fill: Fill
) -> None:
    sheet = print_sheet(actor=world.focal, submission=waiting)
    return_submission(actor=world.clerk, submission=waiting, reason="Sai số")
    again = submit(actor=world.focal, submission=fill({revenue: "101"}))
    with refusal("submissions.sheet_outdated"):
        signed(world, again, sheet.code)
    assert not Approval.objects.exists()


# --- corrections ------------------------------------------------------------------------------------------------------


@pytest.fixture
def september(world: World, revenue: Indicator, approved: Any) -> Observation:
    """140 by September, approved, and 150 by October, approved; 140 by the end of the year is the target."""
    set_target(
        actor=world.clerk,
        indicator=revenue,
        unit=world.province,
        comparator=">=",
        value=Decimal(145),
        horizon="total",
        starts_on=date(2026, 1, 1),
        due=date(2026, 12, 31),
    )
    figure: Observation = approved(revenue, "140", period=month(2026, 9))
    approved(revenue, "150")
    return figure


def test_a_correction_shows_what_it_touches_and_writes_nothing_before_it_is_decided(
    world: World, revenue: Indicator, september: Observation
) -> None:
    touched = touched_by(september, 1300, today=DAY)
    assert [(one.index, one.value) for one in touched.later] == [(10, 1500)]
    assert {unit.name for unit in touched.recipients} == {world.province.name, world.department.name}
    made = propose_correction(actor=world.focal, observation=september, value=Decimal(130), reason="Trùng một khoản")
    assert Observation.objects.count() == 2
    assert made.state == CorrectionState.PROPOSED
    with refusal("submissions.correction_waiting"):
        propose_correction(actor=world.focal, observation=september, value=Decimal(131), reason="Lại")


def test_a_correction_says_which_verdict_it_changes(world: World, revenue: Indicator, september: Observation) -> None:
    october = Observation.objects.latest("pk")
    verdicts = touched_by(october, 1000, today=DAY).verdicts
    assert [(one.before, one.changes) for one in verdicts] == [("exceeded", True)]
    assert judged([revenue], today=DAY)[0].verdict.code == "exceeded"  # asking changed nothing


def test_a_correction_names_the_verdicts_elsewhere_that_rest_on_the_figure(world: World) -> None:
    """Above it, by a formula, by comparison; what has nothing to do with it is not named."""
    common: dict[str, Any] = {"actor": world.clerk, "keeper": world.province, "frequency": "month", "decimals": 0}
    joined = create_indicator(name="Kết nạp", unit_of_measure="người", kind="flow", code="KN", **common)
    joined = set_roll_up(actor=world.clerk, indicator=joined, rolls_along="party")
    share = create_indicator(name="Tỷ lệ kết nạp", unit_of_measure="%", kind="ratio", code="TL", **common)
    set_expression(actor=world.clerk, indicator=share, expression="[KN] / [KN]")
    other = create_indicator(name="Chuyển chính thức", unit_of_measure="người", kind="flow", code="CB", **common)
    days: dict[str, Any] = {"starts_on": date(2026, 1, 1), "due": date(2026, 12, 31)}
    compared = {"reference_indicator": joined, "reference_unit": world.province}
    for indicator, unit, more in (
        (joined, world.commune, {}),
        (joined, world.province, {}),
        (joined, world.department, {}),
        (share, world.commune, {}),
        (share, world.department, {}),
        (other, world.commune, {}),
        (other, world.department, compared),
    ):
        set_target(actor=world.clerk, indicator=indicator, unit=unit, comparator=">=", value=Decimal(9), **days, **more)
    place: dict[str, Any] = {"indicator": joined, "unit": world.commune, "provider": world.commune, "period": OCTOBER}
    figure = submit_observation(actor=world.clerk, value=Decimal(4), **place)
    found = touched_by(figure, 3, today=DAY).bearings
    assert [(one.target.indicator.code, one.target.unit) for one in found.shown] == [
        ("CB", world.department), ("KN", world.province), ("TL", world.commune)
    ]  # fmt: skip
    assert (found.number, found.more) == (3, 0)


def test_another_decides_and_the_new_revision_counts_even_in_a_closed_period(
    world: World, revenue: Indicator, september: Observation
) -> None:
    made = propose_correction(actor=world.clerk, observation=september, value=Decimal(130), reason="Trùng một khoản")
    lock_period(
        actor=world.clerk, keeper=world.province, period=month(2026, 9), closed_from=date(2026, 10, 20), reason="Chốt"
    )
    with refusal("submissions.decide_own"):
        decide_correction(actor=world.clerk, correction=made, agree=True)
    with refusal("access.denied"):
        decide_correction(actor=world.focal, correction=made, agree=True)
    done = decide_correction(actor=world.leader, correction=made, agree=True)
    assert done.result is not None
    assert (done.result.value, done.result.revision, done.result.approval.approved_by) == (1300, 2, world.leader.user)
    assert Observation.objects.get(pk=september.pk).value == 1400
    assert done.touched["later"] == ["month:2026-10"]
    with refusal("submissions.decided_already"):
        decide_correction(actor=world.leader, correction=made, agree=False, reason="Lại")


def test_a_refused_correction_changes_nothing_and_says_why(world: World, september: Observation) -> None:
    made = propose_correction(actor=world.focal, observation=september, value=None, missing_reason="Mất sổ", reason="x")
    with refusal("indicators.no_reason"):
        decide_correction(actor=world.leader, correction=made, agree=False)
    decide_correction(actor=world.leader, correction=made, agree=False, reason="Không có căn cứ")
    assert Observation.objects.count() == 2
    propose_correction(actor=world.focal, observation=september, value=Decimal(139), reason="Có căn cứ mới")
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"value": Decimal(140)}, "submissions.same_value"),
        ({"value": None}, "indicators.value_or_reason"),
        ({"value": Decimal("1.23")}, "indicators.too_precise"),
        ({"reason": " "}, "indicators.no_reason"),
    ],
)
def test_it_takes_no_empty_proposal(world: World, september: Observation, fields: dict[str, Any], code: str) -> None:
    with refusal(code):
        propose_correction(
            actor=world.focal, observation=september, **({"value": Decimal(130), "reason": "Trùng"} | fields)
        )


def test_only_an_approved_figure_is_corrected(world: World, revenue: Indicator, fill: Fill) -> None:
    submit(actor=world.focal, submission=fill({revenue: "100"}))
    with refusal("submissions.not_approved"):
        propose_correction(actor=world.focal, observation=Observation.objects.get(), value=Decimal(99), reason="x")
    with refusal("access.denied"):
        propose_correction(actor=world.outsider, observation=Observation.objects.get(), value=Decimal(99), reason="x")


def test_the_letter_names_both_figures_and_the_later_ones(world: World, september: Observation) -> None:
    made = propose_correction(actor=world.focal, observation=september, value=Decimal(130), reason="Trùng một khoản.")
    touched = touched_by(september, 1300, today=DAY)
    paper = compose_correction(made, touched, settings_of(world.province), today=DAY)
    file = read_docx(BytesIO(write_docx(paper)))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "Số đã báo cáo: 140 tỷ đồng" in text
    assert "Số đính chính: 130 tỷ đồng" in text
    assert "Lý do: Trùng một khoản." in text
    assert "tháng 10 năm 2026" in cells
    assert any("đính chính số liệu tháng 9 năm 2026" in cell for cell in [*cells, text])


def test_a_letter_to_many_groups_them_and_lists_them_behind(world: World, september: Observation) -> None:
    made = propose_correction(actor=world.focal, observation=september, value=Decimal(130), reason="Trùng một khoản.")
    told = tuple(Unit(name=f"Đảng ủy xã Suối {number}", kind="party", level="commune") for number in range(1, 81))
    touched = replace(touched_by(september, 1300, today=DAY), recipients=told)
    paper = compose_correction(made, touched, settings_of(world.province), today=DAY)
    assert paper.salutation_lines == ("Các đảng ủy xã (danh sách kèm theo)",)
    assert paper.recipient_lines[0].startswith("- Như trên")
    tables = read_docx(BytesIO(write_docx(paper))).tables
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert {unit.name for unit in told} <= set(cells)


# --- as it was known on a day -----------------------------------------------------------------------------------------


def test_a_figure_of_a_later_day_is_not_known_before(world: World, revenue: Indicator, september: Observation) -> None:
    made = propose_correction(actor=world.focal, observation=september, value=Decimal(130), reason="Trùng một khoản")
    done = decide_correction(actor=world.leader, correction=made, agree=True)
    assert done.result is not None
    day = timezone.localdate(done.result.submitted_at)
    series = observations_as_of(day)[revenue.pk, world.province.pk]
    assert {one.index: one.value for one in series} == {9: 1300, 10: 1500}
    assert observations_as_of(day - timedelta(days=1)) == {}


_START = datetime.combine(date(2026, 10, 1), time(9), tzinfo=timezone.get_default_timezone())
_reports = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 99), st.one_of(st.none(), st.integers(0, 20)), st.booleans()),
    min_size=1,
    max_size=8,
)


@given(_reports, _reports, st.integers(0, 20))
def test_what_comes_later_never_changes_an_older_as_of(
    history: list[tuple[int, int, int | None, bool]], later: list[tuple[int, int, int | None, bool]], day: int
) -> None:
    """Whatever is reported or approved after a day, what was known at its end stays."""
    indicator = Indicator(pk=1, lead_unit_id=None)
    asked = end_of((_START + timedelta(days=day)).date())

    def figure(place: int, told: tuple[int, int, int | None, bool], after: int) -> Observation:
        submitted, value, approved, estimate = told
        at = _START + timedelta(days=submitted + after, minutes=place)
        made = Observation(
            pk=place, indicator=indicator, unit_id=7, provider_id=7, calendar="civil", period_kind="month",
            year=2026, index=9, value=value, is_estimate=estimate, revision=place, submitted_at=at,
        )  # fmt: skip
        # The joined row, or that there is none: of an approval only when it was given counts.
        when = None if approved is None else SimpleNamespace(approved_at=at + timedelta(days=approved))
        made._state.fields_cache["approval"] = when  # type: ignore[attr-defined]  # Django's own, not in its stubs
        return made

    known = [figure(place, told, 0) for place, told in enumerate(sorted(history, key=lambda row: row[0]), 1)]
    after = [figure(100 + place, told, day + 1) for place, told in enumerate(later)]
    then = figures_in_force(known, as_of=asked)
    assert figures_in_force([*known, *after], as_of=asked) == then
    assert all(one.submitted_at < asked for series in then.values() for one in series)


def test_the_decisions_stay_as_they_were_made(world: World, trained: Indicator, two_sides: Any) -> None:
    decide(actor=world.clerk, difference=Difference.objects.get(), observation=two_sides[1], reason="Theo danh sách")
    tomorrow = end_of(DAY + timedelta(days=3650))
    rows = list(Observation.objects.select_related("approval", "indicator"))
    decided_at = ProviderDecision.objects.get().decided_at
    assert next(iter(figures_in_force(rows, as_of=tomorrow).values()))[0].value == 10
    assert next(iter(figures_in_force(rows, as_of=decided_at).values()))[0].value == 12
