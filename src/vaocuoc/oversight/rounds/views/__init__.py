"""The pages of rounds of reports."""
