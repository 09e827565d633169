"""What concerns us (giao việc): leads by the office's functions, days by its rules, assigning in one go, the letter."""
