"""The letter of a correction (công văn đính chính số liệu), drafted as a Word file in the office's own layout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from vaocuoc.formats.letters import Annex, Grid, Paper, Paragraph, Run, Signature, layout_of
from vaocuoc.tracking.assignment.models import LetterSettings
from vaocuoc.tracking.assignment.receivers import AS_ABOVE, MOST_NAMED, Lists, addressed, unnamed
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.indicators.operations import period_of, shown_value
from vaocuoc.tracking.submissions.corrections import Touched, proposed_value
from vaocuoc.tracking.submissions.models import Correction
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

# A letter is written in the language of the office, whatever language its clerk reads screens in: these words are its
# own, not the interface's.

_ROMAN = ("I", "II", "III", "IV")


def compose_correction(correction: Correction, touched: Touched, settings: LetterSettings, *, today: date) -> Paper:
    """The whole draft: what was reported, what is right, why, and what must be read again; number and day are open."""
    observation = correction.observation
    told = [unit for unit in touched.recipients if unit.pk != observation.indicator.keeper_id]
    lists = Lists([("Cơ quan, đơn vị nhận công văn đính chính", unnamed(told))])
    receivers = addressed(told, lists.reference)
    subject = f"đính chính số liệu {period_words(observation)}"
    return Paper(
        layout=layout_of(settings.regime, today),
        superior=settings.superior,
        issuer=settings.issuer,
        symbol=settings.symbol,
        place=settings.place,
        month=today.month,
        year=today.year,
        subject=subject,
        salutation=receivers,
        body=tuple(_body(correction, touched, settings)),
        signature=Signature(
            authority=(settings.authority,) if settings.authority else (),
            post=settings.signer_post,
            name=settings.signer_name,
        ),
        recipients=AS_ABOVE if len(told) > MOST_NAMED else receivers,
        archive=settings.archive,
        annex=_annex(touched),
        lists=lists.annexes(f"(Kèm theo Công văn {subject})"),
        old_tones=settings.old_tones,
    )


def _body(correction: Correction, touched: Touched, settings: LetterSettings) -> list[Paragraph]:
    observation, indicator = correction.observation, correction.observation.indicator
    approved = format_day(timezone.localdate(observation.approval.approved_at))
    subject = "" if observation.unit_id == indicator.keeper_id else f" của {observation.unit.name}"
    opening = (
        f"Qua rà soát, {settings.speaks_as} đính chính số liệu chỉ tiêu “{indicator.name}”{subject}, "
        f"{period_words(observation)}, do {observation.provider.name} báo cáo, đã duyệt ngày {approved}, như sau:"
    )
    made = [_plain(opening)]
    made.append(_plain(f"- Số đã báo cáo: {_said(shown_value(observation), observation)}."))
    right = proposed_value(correction)
    made.append(_plain(f"- Số đính chính: {_said(right, observation, correction.missing_reason)}."))
    if correction.document is not None:
        made.append(_plain(f"- Căn cứ: {correction.document}."))
    made.append(_plain(f"- Lý do: {correction.reason.rstrip('.')}."))
    if touched.papers:
        named = "; ".join(str(paper) for paper in touched.papers)
        made.append(_plain(f"Số liệu này có trong các văn bản: {named}."))
    if touched.later:
        made.append(_plain("Các số lũy kế đã báo cáo sau kỳ này cần được rà soát lại, nêu tại phụ lục kèm theo."))
    made.append(_plain("Đề nghị các cơ quan, đơn vị sử dụng số đính chính nêu trên thay cho số đã báo cáo trước đây."))
    return made


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _annex(touched: Touched) -> Annex | None:
    if not touched.later:
        return None
    rows = [
        (str(number), period_words(one), _said(shown_value(one), one)) for number, one in enumerate(touched.later, 1)
    ]
    grid = Grid(("TT", "Kỳ báo cáo", "Số lũy kế đã báo cáo"), (0.1, 0.45, 0.45), tuple(rows))
    return Annex("Các số lũy kế cần rà soát lại", "", grid)


def _said(value: Decimal | None, observation: Observation, missing: str = "") -> str:
    if value is None:
        reason = missing or observation.missing_reason
        return f"không có số liệu ({reason})" if reason else "không có số liệu"
    unit = observation.indicator.unit_of_measure.strip()
    figure = format_decimal(value)
    return f"{figure}{unit}" if unit == "%" else f"{figure} {unit}"


def period_words(observation: Observation) -> str:
    """The period as a letter writes it: tháng 10 năm 2026, quý III năm 2026, năm 2026."""
    period = period_of(observation)
    if period.kind == "month":
        return f"tháng {period.index} năm {period.year}"
    if period.kind == "quarter":
        return f"quý {_ROMAN[period.index - 1]} năm {period.year}"
    if period.kind == "year":
        return f"năm {period.year}"
    return f"ngày {format_day(period.start)}"
