"""What tracking holds of things whose content may be destroyed: notes and evidence of tasks, and copies of papers."""
