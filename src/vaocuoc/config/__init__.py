"""Settings, addresses and the entry points of the site; the only place that knows every app."""
