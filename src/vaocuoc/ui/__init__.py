"""Base templates, components, charts, formats of numbers and dates (giao diện); knows no domain noun."""
