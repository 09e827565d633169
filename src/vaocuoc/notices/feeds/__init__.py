"""A private calendar feed (lịch riêng): what one must do by which day, read by any calendar program."""
