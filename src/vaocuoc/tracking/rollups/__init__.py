"""Roll-ups on screen (số tổng hợp): own beside added up, who is missing, on the map of then or of today."""
