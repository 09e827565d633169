"""Counts of tasks as offices report them (phiếu kỳ), and what a leader must decide now (việc cần xử lý)."""
