"""What units are told of their figures: a report that came back or was approved, a correction asked for or decided."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.operations import Outgoing, notify
from vaocuoc.tracking.submissions.models import Correction, CorrectionState, Deed, Submission
from vaocuoc.ui.dates import period_name

NOTICES: dict[str, str | Promise] = {
    "submissions.submitted": _("%(unit)s gửi báo cáo số liệu %(period)s, chờ duyệt"),
    "submissions.returned": _("Báo cáo số liệu %(period)s của %(unit)s bị trả lại: %(reason)s"),
    "submissions.approved": _("Báo cáo số liệu %(period)s của %(unit)s đã được duyệt"),
    "submissions.correction_asked": _("Đề nghị đính chính số liệu %(period)s của %(unit)s: %(code)s, chờ quyết định"),
    "submissions.corrected": _("Đã đính chính số liệu %(period)s của %(unit)s: %(code)s"),
    "submissions.correction_refused": _("Không đồng ý đính chính số liệu %(period)s của %(unit)s: %(code)s"),
}
_OF_STEP = {
    Deed.SUBMIT: "submissions.submitted",
    Deed.RETURN: "submissions.returned",
    Deed.APPROVE: "submissions.approved",
}


def tell_of_step(actor: Actor, submission: Submission, deed: Deed, reason: str = "") -> None:
    """Tell the register of a report that came in, the unit of one that went back or was approved (báo tin)."""
    kind = _OF_STEP.get(deed)
    if kind is None:
        return
    told = submission.keeper_id if deed == Deed.SUBMIT else submission.provider_id
    facts = {"unit": submission.provider.name, "period": period_name(submission.period), "reason": reason}
    notify(actor, Outgoing(kind, submission, units=[told], facts=facts))


def tell_of_correction(actor: Actor, correction: Correction) -> None:
    """Tell the register that a correction waits, who reported the figure how it was decided (báo tin)."""
    observation = correction.observation
    period = f"{observation.period_start:%d/%m/%Y} - {observation.period_end:%d/%m/%Y}"
    facts = {"unit": observation.unit.name, "period": period, "code": observation.indicator.code}
    if correction.state == CorrectionState.PROPOSED:
        outgoing = Outgoing(
            "submissions.correction_asked", correction, units=[observation.indicator.keeper_id], facts=facts
        )
    else:
        agreed = correction.state == CorrectionState.APPROVED
        kind = "submissions.corrected" if agreed else "submissions.correction_refused"
        outgoing = Outgoing(kind, correction, units=[observation.provider_id], facts=facts)
    notify(actor, outgoing)
