"""Requests for explanation (yêu cầu giải trình): asked from what is red, answered in their thread, counted."""
