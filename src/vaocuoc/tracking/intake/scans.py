"""What a scan asks of the reviewer (bản quét): which digits were read with doubt, which pages can be looked at."""

from __future__ import annotations

from vaocuoc.documents.models import Finding


def doubtful_digits(finding: Finding) -> tuple[str, ...]:
    """The words with digits in a finding's quote that were read from a picture with doubt (chữ số chưa chắc)."""
    return tuple(
        finding.quote[max(0, start - finding.start) : end - finding.start]
        for start, end in finding.reading.doubtful or ()
        if start < finding.end and end > finding.start
    )
