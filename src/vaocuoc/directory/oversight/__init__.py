"""Who oversees which units, fields and papers, by dated decision (phân công phụ trách)."""
