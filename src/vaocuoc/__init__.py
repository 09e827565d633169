"""Vào Cuộc: carries a resolution through to its results (đưa nghị quyết vào cuộc sống)."""

__version__ = "0.1.0"
