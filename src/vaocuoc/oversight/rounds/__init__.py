"""Rounds of reports (báo cáo kỳ): regimes, rounds opened by calendar or by hand, who owes, who has handed in."""
