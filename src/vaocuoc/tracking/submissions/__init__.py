"""Reports of a period (báo cáo số liệu kỳ): filled cell by cell, submitted, returned, approved; locks; corrections."""
