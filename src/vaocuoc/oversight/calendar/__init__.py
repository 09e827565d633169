"""The work calendar of a committee (chương trình làm việc): which paper, who prepares it, which session, when."""
