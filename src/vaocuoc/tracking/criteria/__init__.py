"""Criteria sets (bộ tiêu chí): what a unit must fulfil to be recognised, and how far each unit is."""
