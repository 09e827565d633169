"""The English interface keeps the offices' numbers and dates: 1.234,5 and 31/12/2025 in both languages."""

from vaocuoc.ui.formats.vi.formats import *  # noqa: F403
