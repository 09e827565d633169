"""What follows when figures were written (số liệu thay đổi): the one place that whoever writes them calls."""

from __future__ import annotations

from collections.abc import Sequence

from vaocuoc.tracking.indicators.differences import note_differences, place_of
from vaocuoc.tracking.indicators.following import bring_up_to_date
from vaocuoc.tracking.indicators.models import Observation


def figures_changed(observations: Sequence[Observation]) -> None:
    """Bring up to date what depends on these figures, in the transaction that wrote, approved or chose them.

    Places that several report for are compared; sums above, formulas and kept verdicts follow.
    """
    note_differences(observations)
    bring_up_to_date({place_of(one) for one in observations})
