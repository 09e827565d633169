"""Text search over folded columns on both databases (tìm kiếm): indexes, queries, highlights by offsets."""
