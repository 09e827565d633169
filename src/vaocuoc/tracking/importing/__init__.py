"""Taking in what offices already keep, and giving the same form back (nhập, xuất bảng theo dõi)."""
