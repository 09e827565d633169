"""Destroying what should never have come in (hủy nội dung): proposed by one person, confirmed by another."""
