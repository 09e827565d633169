"""Trackers that offices keep in Excel and Word (bảng theo dõi): what their headings, rows, days and words mean.

Pure: a :class:`Grid` in, rows with their meaning out. Owns the aliases of headings, the words of states and the shapes
of days as data; knows no file format (``vaocuoc.formats``), no unit and no task (``vaocuoc.tracking.importing``).
"""

from vaocuoc.core.trackers.days import DayReading, read_day
from vaocuoc.core.trackers.grids import Cell, Grid
from vaocuoc.core.trackers.headings import FORMS, Field, Form, Match, match_headings, plain_heading
from vaocuoc.core.trackers.layout import Row, Tracker, find_tracker, has_columns

__all__ = [
    "FORMS",
    "Cell",
    "DayReading",
    "Field",
    "Form",
    "Grid",
    "Match",
    "Row",
    "Tracker",
    "find_tracker",
    "has_columns",
    "match_headings",
    "plain_heading",
    "read_day",
]
