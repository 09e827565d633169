"""Files as grids of cells (tệp bảng thành lưới ô): what each cell holds beside what it shows, and what is hidden.

For trackers, where a number, a day and an error must be told apart and hidden rows must be known; ``formats.load`` is
for reading what a page says. Macros of .xlsm are not looked at; formulas give the value that was calculated last.
"""

from vaocuoc.formats.grids.loading import load_grids

__all__ = ["load_grids"]
