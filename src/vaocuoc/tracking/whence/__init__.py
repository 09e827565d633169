"""Where each figure of a list comes from, asked one at a time and answered beside the list (từ đâu)."""
