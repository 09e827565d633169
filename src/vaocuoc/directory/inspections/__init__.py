"""What dated decisions open to those who inspect: units, subjects, days (quyết định kiểm tra, giám sát)."""
