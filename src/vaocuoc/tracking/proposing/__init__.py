"""What the lead of a task proposes to its giver (đề nghị): refusing it, correcting it, more time; and the decision."""
