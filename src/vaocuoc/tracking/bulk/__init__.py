"""One change of many rows of a list (đổi hàng loạt): what may be changed, a rehearsal, the deed."""
