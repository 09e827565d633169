"""Reminders that climb (nhắc việc theo nấc): the office's table, what it sends each morning, what it would send."""
