"""A leader's directives from a task or an indicator (chỉ đạo), each with a day by which it is answered."""
