"""A unit's issued report read into its own report of figures (lấy số từ báo cáo đã ban hành)."""
