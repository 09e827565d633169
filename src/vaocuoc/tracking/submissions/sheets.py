"""Approval from a signed sheet (duyệt theo bản ký): a sheet printed with a code, its scan taken in byte for byte."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.receiving import taken
from vaocuoc.tracking.submissions.access import may_fill, require_deciding
from vaocuoc.tracking.submissions.models import Deed, Sheet, Submission
from vaocuoc.tracking.submissions.operations import approve_all_figures, figures_of, held, note_step

SCANS = ("pdf", "image")
"""What a scan may be, as ``formats`` names them."""


def digest_of(submission: Submission) -> str:
    """What a sheet of this report would say, as a SHA-256: another figure gives another digest."""
    lines = [f"{submission.keeper_id} {submission.provider_id} {submission.period.label_code} {submission.calendar}"]
    for one in figures_of(submission):
        lines.append(
            f"{one.indicator_id} {one.unit_id} {one.value} {one.missing_reason} {one.is_estimate} {one.revision}"
        )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def print_sheet(*, actor: Actor, submission: Submission) -> Sheet:
    """The sheet of a waiting report (bản in để ký); printed again it keeps its code while nothing changed.

    Raises ``Refused``: ``access.denied``, ``submissions.not_waiting``.
    """
    if not may_fill(actor, submission):
        require_deciding(actor, submission)
    with transaction.atomic():
        submission = held(submission)
        if not submission.is_waiting:
            raise Refused("submissions.not_waiting", state=submission.get_state_display())
        digest = digest_of(submission)
        sheet, made = Sheet.objects.get_or_create(
            code=_code(submission, digest),
            defaults={
                "submission": submission,
                "turn": submission.turn,
                "digest": digest,
                "printed_by": actor.user,
            },
        )
        if made:
            record(actor, "submissions.print", submission, code=sheet.code, unit_name=submission.provider.name)
    return sheet


def _code(submission: Submission, digest: str) -> str:
    """Eight letters and figures that a person can copy from paper, ``K7QF-2M9D``."""
    mixed = hashlib.sha256(f"{submission.pk} {submission.turn} {digest}".encode()).digest()
    text = b32encode(mixed).decode("ascii")[:8]
    return f"{text[:4]}-{text[4:]}"


def take_over_sheet(
    *,
    actor: Actor,
    submission: Submission,
    code: str,
    signed_by: str,
    signed_on: date,
    content: BinaryIO | Path,
    name: str,
) -> Submission:
    """Approve a report as a signed sheet says (duyệt theo bản ký), whatever number of steps; the scan is kept as it is.

    The code must be that of a sheet that says what the report says now. Who takes it over may be who filled the report
    in: the approval is the signer's. Raises ``Refused``: ``access.denied``, ``submissions.not_waiting``,
    ``submissions.sheet_unknown``, ``submissions.sheet_outdated``, ``submissions.no_signer``,
    ``submissions.signed_in_future``, ``submissions.signed_before``, ``submissions.not_a_scan``, and what taking in a
    file refuses.
    """
    require_deciding(actor, submission)
    signed_by = nfc(signed_by).strip()[:200]
    if not signed_by:
        raise Refused("submissions.no_signer")
    if signed_on > actor.today:
        raise Refused("submissions.signed_in_future", day=signed_on)
    _sheet(submission, code, signed_on, actor.today)  # before the file is looked at, which takes long
    with taken(content, name, known=lambda _sha256: None) as scan, transaction.atomic():
        if scan.format not in SCANS:
            raise Refused("submissions.not_a_scan", name=scan.name)
        submission = held(submission)
        sheet = _sheet(submission, code, signed_on, actor.today)
        approve_all_figures(actor, submission, signed_by=signed_by)
        note_step(
            actor,
            submission,
            Deed.APPROVE,
            sheet=sheet,
            signed_by=signed_by,
            signed_on=signed_on,
            scan_name=scan.name,
            scan_sha256=scan.sha256,
            scan_size=scan.size,
        )
    return submission


def _sheet(submission: Submission, code: str, signed_on: date, today: date) -> Sheet:
    """The sheet of this code, where it says what the waiting report says now and was signed after it was printed."""
    if not submission.is_waiting:
        raise Refused("submissions.not_waiting", state=submission.get_state_display())
    plain = "".join(code.upper().split()).replace("-", "")
    sheet = Sheet.objects.filter(submission=submission, code=f"{plain[:4]}-{plain[4:]}").first()
    if sheet is None:
        raise Refused("submissions.sheet_unknown", text=code.strip()[:20])
    if sheet.turn != submission.turn or sheet.digest != digest_of(submission):
        raise Refused("submissions.sheet_outdated", text=sheet.code)
    printed_on = min(timezone.localdate(sheet.printed_at), today)
    if signed_on < printed_on:
        raise Refused("submissions.signed_before", day=signed_on, printed=printed_on)
    return sheet
