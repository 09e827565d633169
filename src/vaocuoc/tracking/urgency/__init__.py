"""What each urgency asks of people (độ khẩn): when it is yellow, answered, acknowledged; an office's own dated rows."""
