"""The check of a draft before it is issued (kiểm tra dự thảo): the page, the register's facts, what was set aside."""
