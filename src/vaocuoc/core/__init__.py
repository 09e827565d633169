"""Pure functions: reading official Vietnamese, calendars, measuring. No Django, no clock, no database."""
