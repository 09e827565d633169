"""The demonstration's own papers as they come to the register: what each is, when it came, how far it was reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from vaocuoc.config.demo import figures, reporting
from vaocuoc.config.demo.desk import CLERK, Desk, containing, plain
from vaocuoc.config.demo.figures import MEASURES, Measure
from vaocuoc.config.demo.following import schedule_fate
from vaocuoc.config.demo.programme import ENTRIES, Entry
from vaocuoc.core.calendars import Period
from vaocuoc.documents.library.operations import edit_document
from vaocuoc.documents.models import Document, Finding, FindingKind
from vaocuoc.tracking.indicators.operations import submit_observation
from vaocuoc.tracking.models import Indicator, Observation, Task
from vaocuoc.tracking.tasks.operations import create_task

RESOLUTION, PROGRAMME, NOVEMBER = "01-NQ-DH", "02-CTr-TU", "39-TB-TU"


@dataclass(frozen=True)
class Report:
    """A periodic report: its paper, the day it came, the period it closes, the indicators whose figures it brings."""

    key: str
    came: date
    month: int
    brings: tuple[str, ...] = ()


REPORTS = (
    Report("118-BC-DU", date(2026, 8, 26), 8),
    Report(
        "87-BC-TU", date(2026, 10, 9), 9,
        (
            "KT-01", "KT-03", "KT-04", "KT-05", "KT-06", "XH-01", "XH-02", "XH-03", "XH-04", "XH-06", "MT-03", "XD-01",
            "CC-01",
        ),
    ),
    Report("64-BC-DU", date(2026, 10, 23), 10),
    Report(
        "412-BC-UBND", date(2026, 11, 9), 10,
        ("KT-03", "KT-04", "KT-05", "KT-06", "KT-07", "KT-10", "XH-01", "XH-05", "MT-02", "CC-01"),
    ),
)  # fmt: skip
OTHER_PAPERS = {RESOLUTION: date(2025, 9, 29), PROGRAMME: date(2025, 12, 1), NOVEMBER: date(2026, 11, 17)}
TITLES = {
    RESOLUTION: "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Minh Giang lần thứ I, nhiệm kỳ 2025 - 2030",
    PROGRAMME: "Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I",
    "theo-doi-nhiem-vu": "Bảng theo dõi nhiệm vụ của Sở Xây dựng",
}
TRACKER, TRACKER_CAME = "theo-doi-nhiem-vu", date(2026, 11, 19)
_FIRST_OF_NOTICE = 2
"""How many tasks of the November notice have been reviewed so far."""


def brought_by_reports() -> set[tuple[str, int, int]]:
    """(indicator, year, last month) of the figures that come with a report's sentence rather than by themselves."""
    return {(code, 2026, report.month) for report in REPORTS for code in report.brings}


def schedule_papers(desk: Desk, indicators: dict[str, Indicator], folder: Path) -> None:
    """Write down when each paper of the folder comes and how it is reviewed; a paper that is not there never comes."""
    papers = {key: path for path in sorted(folder.iterdir()) for key in (*_keys(),) if path.name.startswith(key)}
    for key, path in papers.items():
        desk.timeline.add(_came(key), 8, _take_in, desk, key, path)
    for key, review in ((RESOLUTION, _review_resolution), (PROGRAMME, _review_programme), (NOVEMBER, _review_notice)):
        if key in papers:
            desk.timeline.add(_came(key), 14, review, desk, indicators)
    for report in REPORTS:
        if report.key in papers:
            desk.timeline.add(report.came, 15, _review_report, desk, indicators, report)


def _keys() -> list[str]:
    return [*OTHER_PAPERS, TRACKER, *(report.key for report in REPORTS)]


def _came(key: str) -> date:
    days = {**OTHER_PAPERS, TRACKER: TRACKER_CAME, **{report.key: report.came for report in REPORTS}}
    return days[key]


def _take_in(day: date, desk: Desk, key: str, path: Path) -> None:
    """The clerk corrects a title that was read in part, and says what the programme carries out."""
    document = desk.take_in(key, path, day, everyone=key in (RESOLUTION, PROGRAMME, NOVEMBER))
    changes: dict[str, Any] = {"title": TITLES[key]} if key in TITLES else {}
    if key == PROGRAMME and RESOLUTION in desk.documents:
        changes["carries_out"] = desk.documents[RESOLUTION]
    if changes:
        actor = desk.clerk(day)
        desk.documents[key] = edit_document(actor=actor, document=document, version=document.version, **changes)


# --- the resolution and the programme ---------------------------------------------------------------------------------


def _review_resolution(day: date, desk: Desk, indicators: dict[str, Indicator]) -> None:
    """Every target goes to its indicator; what the annex repeats is put aside."""
    resolution = desk.documents[RESOLUTION]
    reporting.set_targets(desk, indicators, resolution, day)
    desk.accept_as_read(resolution, day, FindingKind.REFERENCE)
    desk.reject_rest(resolution, day, "Trùng với câu đã nhận", FindingKind.TARGET)
    desk.finish_review(resolution, day)


def _review_programme(day: date, desk: Desk, indicators: dict[str, Indicator]) -> None:
    programme = desk.documents[PROGRAMME]
    findings = desk.open_findings(programme, FindingKind.TASK)
    for entry in ENTRIES:
        if entry.lead in desk.province.units:
            task = _enter(desk, entry, programme, containing(findings, entry.words), day)
            schedule_fate(desk, task, entry.lead, entry.fate, blocker=entry.blocker, remover=entry.remover)
    desk.accept_as_read(programme, day, FindingKind.REFERENCE)
    desk.finish_review(programme, day)


def _enter(desk: Desk, entry: Entry, programme: Document, finding: Finding | None, day: date) -> Task:
    lead = desk.province.units[entry.lead]
    given: dict[str, Any] = {"lead_unit": lead, **_deadline(entry), "follower": desk.province.posts["chuyenvien"]}
    if finding is not None:
        desk.accept(finding, day, **given)
        return Task.objects.get(finding=finding)
    return create_task(
        actor=desk.clerk(day),
        keeper=programme.keeper,
        title=entry.words,
        document=programme,
        received_on=programme.received_on,
        today=day,
        **given,
    )


def _deadline(entry: Entry) -> dict[str, Any]:
    if isinstance(entry.due, date):
        return {"deadline_kind": "day", "due": entry.due, "recurrence": ""}
    return {"deadline_kind": "regular", "due": None, "recurrence": entry.due}


# --- reports and the newest notice ------------------------------------------------------------------------------------


def _review_report(day: date, desk: Desk, indicators: dict[str, Indicator], report: Report) -> None:
    """The figures it brings go to their indicators with their sentences; what else it says is partly taken as read."""
    document = desk.documents[report.key]
    findings = desk.open_findings(document, FindingKind.RESULT)
    for measure in MEASURES:
        if measure.code in report.brings:
            _take_figure(desk, measure, indicators[measure.code], report, document, findings, day)
    if report.brings:
        desk.accept_as_read(document, day, FindingKind.REFERENCE, FindingKind.SHORTCOMING, FindingKind.PROPOSAL)


def _take_figure(
    desk: Desk,
    measure: Measure,
    indicator: Indicator,
    report: Report,
    document: Document,
    findings: list[Finding],
    day: date,
) -> None:
    period = reporting.period_of_month(measure, 2026, report.month)
    value = dict(figures.series(measure)).get((period.year, period.index))
    if value is None:
        return
    finding = _says(findings, measure, value)
    if finding is not None:
        fields: dict[str, Any] = {"indicator": indicator, "unit": document.keeper, "period": period, "value": value}
        desk.accept(finding, day, **fields, is_estimate=False)
        observation = Observation.objects.get(finding=finding)
    else:
        observation = _report_beside(desk, measure, indicator, period, value, document, day)
    reporting.approve_later(desk, observation, day, CLERK)


def _says(findings: list[Finding], measure: Measure, value: Decimal) -> Finding | None:
    """The finding of this value that speaks of the indicator, by any two words of its name."""
    telling = [word for word in plain(measure.name).split() if len(word) > 2]
    for finding in findings:
        said = finding.fields.get("value")
        text = plain(f"{finding.quote} {finding.fields.get('indicator')}")
        if said is not None and Decimal(str(said)) == value and sum(word in text for word in telling) >= 2:
            return finding if finding.state == "open" else None
    return None


def _report_beside(
    desk: Desk, measure: Measure, indicator: Indicator, period: Period, value: Decimal, document: Document, day: date
) -> Observation:
    return submit_observation(
        actor=desk.clerk(day),
        indicator=indicator,
        unit=document.keeper,
        provider=desk.province.units[measure.lead],
        period=period,
        value=value,
        document=document,
    )


def _review_notice(day: date, desk: Desk, indicators: dict[str, Indicator]) -> None:
    """The newest notice has only just been begun: what waits on the clerk's desk."""
    notice = desk.documents[NOVEMBER]
    wanted = [finding.pk for finding in desk.open_findings(notice, FindingKind.TASK)][:_FIRST_OF_NOTICE]
    desk.accept_some(notice, day, wanted)
