"""Indicators, targets and observations (chỉ tiêu, mục tiêu, số liệu)."""
