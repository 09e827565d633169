"""The first page: what needs me today (bảng điều hành)."""
