"""How well a register is kept (chất lượng dữ liệu): measures of the office's own entries, each with its list."""
