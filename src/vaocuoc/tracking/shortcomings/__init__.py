"""Shortcomings that stand until overcome, and proposals upwards (hạn chế, kiến nghị)."""
