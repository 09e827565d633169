"""Units, their dated relations and successions, organs as bodies of posts (tổ chức, cơ quan)."""
