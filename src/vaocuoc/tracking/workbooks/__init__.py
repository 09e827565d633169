"""Workbooks of a period that go out to be filled and come back (bảng Excel của kỳ), and what is pasted from Excel."""
