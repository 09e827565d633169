"""What is built around targets and tasks: rounds of reports, meetings, inspections."""
