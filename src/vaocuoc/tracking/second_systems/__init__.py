"""What must be entered once more into another body's system, and how it stands there (hệ thống thứ hai)."""
