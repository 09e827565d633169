"""Inspection (kiểm tra, giám sát): what decisions open, who read what, signs that help, evidence to take away."""
