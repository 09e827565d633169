"""Letters that push (công văn đôn đốc): overdue and nearly due tasks, listed, to who leads them."""
