"""The pages of reports of a period."""
