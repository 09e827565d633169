"""Terms, reporting regimes and confirmed calendars of an office (nhiệm kỳ, chế độ báo cáo, lịch nghỉ đã xác nhận)."""
