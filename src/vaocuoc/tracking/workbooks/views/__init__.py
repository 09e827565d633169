"""Pages of workbooks: giving them out, taking them back, pasting."""
