"""The demonstration's rounds of reports: a monthly one half handed in, one on demand, one owed to a body outside."""

from __future__ import annotations

from datetime import date, timedelta

from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.province import DEPARTMENTS, PARTY_BODIES
from vaocuoc.config.demo.reporting import workday
from vaocuoc.core.calendars import last_finished
from vaocuoc.oversight.models import Regime, Round, RoundReport
from vaocuoc.oversight.rounds.answering import TextInput, save_texts
from vaocuoc.oversight.rounds.models import Cycle, RegimeKind
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.operations import approve_report, hand_in, record_sent, return_report
from vaocuoc.oversight.rounds.regimes import Elements, Section, create_regime

_LEADER = "lanhdao"
_HANDED = ("so-xay-dung", "so-noi-vu", "so-giao-duc", "so-y-te", "to-chuc", "tuyen-giao", "noi-chinh", "so-tu-phap")
_APPROVED = _HANDED[:5]
_RETURNED = "so-tu-phap"
_WORDS = (
    "Các nhiệm vụ trong tháng cơ bản đúng tiến độ; hai việc chậm do chờ ý kiến thẩm định.",
    "Đề nghị sớm cho ý kiến về phương án bố trí vốn.",
)


def schedule_rounds(desk: Desk) -> None:
    """Regimes set in the summer, the last finished month asked and half answered, something asked on demand."""
    today = desk.timeline.today
    desk.timeline.add(workday(today, -80), 10, _regimes, desk)
    opened = workday(last_finished(today, "month").end + timedelta(days=1), 0)
    desk.timeline.add(opened, 8, _monthly, desk)
    desk.timeline.add(opened + timedelta(days=2), 15, _answers, desk)
    desk.timeline.add(opened + timedelta(days=4), 9, _decisions, desk)
    desk.timeline.add(workday(today, -3), 11, _on_demand, desk)


def _regimes(day: date, desk: Desk) -> None:
    units, clerk = desk.province.units, desk.clerk(day)
    asked = [units[key] for key in (*DEPARTMENTS, *PARTY_BODIES) if key in units and key != "van-phong"]
    monthly = Elements(
        name="Báo cáo công tác tháng",
        content="Kết quả thực hiện nhiệm vụ được giao trong tháng, khó khăn, kiến nghị",
        named=asked,
        working_days={"": 4},
        sections=(Section("Kết quả nổi bật trong tháng"), Section("Kiến nghị, đề xuất", required=False)),
        asks_tasks=True,
        basis="Quy chế làm việc của Tỉnh ủy (giả định)",
    )
    on_demand = Elements(
        name="Báo cáo nhanh kết quả giải ngân vốn đầu tư công",
        named=asked[:15],
        cycle=Cycle.ONCE,
        sections=(Section("Kết quả giải ngân đến ngày báo cáo"), Section("Nguyên nhân chậm, giải pháp")),
    )
    outside = Elements(
        name="Báo cáo kết quả công tác tháng của Tỉnh ủy",
        receiver="Văn phòng Trung ương Đảng",
        working_days={"": 6},
        channel="axis",
    )
    given = ((RegimeKind.PERIODIC, monthly), (RegimeKind.AD_HOC, on_demand), (RegimeKind.PERIODIC, outside))
    for kind, elements in given:
        create_regime(actor=clerk, keeper=units["tinh-uy"], kind=kind, valid_from=day, elements=elements)


def _regime(name: str) -> Regime:
    return Regime.objects.get(versions__name=name)


def _monthly(day: date, desk: Desk) -> None:
    period = last_finished(day, "month")
    for name in ("Báo cáo công tác tháng", "Báo cáo kết quả công tác tháng của Tỉnh ủy"):
        open_round(actor=None, regime=_regime(name), today=day, period=period)


def _report(desk: Desk, key: str) -> RoundReport:
    made = Round.objects.filter(regime=_regime("Báo cáo công tác tháng")).latest("cutoff")
    return RoundReport.objects.select_related("round__regime__keeper", "round__version", "provider").get(
        round=made, provider=desk.province.units[key]
    )


def _answers(day: date, desk: Desk) -> None:
    clerk = desk.clerk(day)
    for key in _HANDED:
        report = _report(desk, key)
        sections = report.round.version.sections.order_by("place")
        words = [TextInput(section.pk, text) for section, text in zip(sections, _WORDS, strict=True)]
        save_texts(actor=clerk, report=report, inputs=words)
        hand_in(actor=clerk, report=report, missing_reason="Nhiệm vụ đã cập nhật trong tháng")


def _decisions(day: date, desk: Desk) -> None:
    leader = desk.province.actor(_LEADER, day)
    for key in _APPROVED:
        approve_report(actor=leader, report=_report(desk, key))
    return_report(actor=leader, report=_report(desk, _RETURNED), reason="Nêu rõ từng việc chậm và thời hạn khắc phục")
    outside = RoundReport.objects.get(round__regime=_regime("Báo cáo kết quả công tác tháng của Tỉnh ủy"))
    record_sent(actor=desk.clerk(day), report=outside, number="214-BC/TU", sent_on=day)


def _on_demand(day: date, desk: Desk) -> None:
    open_round(
        actor=desk.clerk(day),
        regime=_regime("Báo cáo nhanh kết quả giải ngân vốn đầu tư công"),
        today=day,
        starts_on=date(day.year, 1, 1),
        cutoff=day,
        dues={"": workday(day, 8)},
    )
