"""How values add up: over units, over time, through mergers, and what verdicts follow (tổng hợp số liệu).

Owns the arrays of one indicator (periods by units in tree order, whole numbers and what is known of them), the sums
with their coverage, the map of then on the map of today, and verdicts on many targets at once. Arrays live inside a
rebuild only; what a row of the database holds is a :class:`Total`. No Django, no clock, no words for a screen.
"""

from vaocuoc.core.rollup.adding import Rolled, Totals, beside, missing, own_totals, roll_up, roll_up_totals
from vaocuoc.core.rollup.aims import Aims, Measure, Shape
from vaocuoc.core.rollup.book import Book, in_force
from vaocuoc.core.rollup.forms import to_per_period, to_running
from vaocuoc.core.rollup.judging import Judged, judge
from vaocuoc.core.rollup.layout import EMPTY, NEVER, NONE, VALUE, Figures, Grid, Row, Rows, lay_out, owed_mask
from vaocuoc.core.rollup.outcomes import OUTCOMES, Outcome, codes_of, counts
from vaocuoc.core.rollup.parts import both_known, divided, growth, reached, roll_up_ratio, roll_up_weighted
from vaocuoc.core.rollup.planning import Sheet
from vaocuoc.core.rollup.standing import Job, Slate, Stand, rebuild, stand
from vaocuoc.core.rollup.successions import WHOLE, Passage, carry, split
from vaocuoc.core.rollup.totals import (
    LARGEST,
    NOTHING,
    Total,
    adds,
    difference,
    growth_value,
    handed_up,
    must_add,
    own_total,
    ratio_value,
)
from vaocuoc.core.rollup.units import Tree

__all__ = [
    "EMPTY",
    "LARGEST",
    "NEVER",
    "NONE",
    "NOTHING",
    "OUTCOMES",
    "VALUE",
    "WHOLE",
    "Aims",
    "Book",
    "Figures",
    "Grid",
    "Job",
    "Judged",
    "Measure",
    "Outcome",
    "Passage",
    "Rolled",
    "Row",
    "Rows",
    "Shape",
    "Sheet",
    "Slate",
    "Stand",
    "Total",
    "Totals",
    "Tree",
    "adds",
    "beside",
    "both_known",
    "carry",
    "codes_of",
    "counts",
    "difference",
    "divided",
    "growth",
    "growth_value",
    "handed_up",
    "in_force",
    "judge",
    "lay_out",
    "missing",
    "must_add",
    "owed_mask",
    "own_total",
    "own_totals",
    "ratio_value",
    "reached",
    "rebuild",
    "roll_up",
    "roll_up_ratio",
    "roll_up_totals",
    "roll_up_weighted",
    "split",
    "stand",
    "to_per_period",
    "to_running",
]
