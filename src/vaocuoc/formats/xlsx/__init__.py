"""Excel workbooks (.xlsx, bảng tính): each visible sheet is a table whose cells read as they are displayed.

Own code rather than a library, since what is displayed needs number formats: 0.95 under "0.0%" reads "95,0%". Rows and
columns that a filter hides are read like the others; sheets that are hidden are not.
"""

from vaocuoc.formats.xlsx.sheets import read

__all__ = ["read"]
