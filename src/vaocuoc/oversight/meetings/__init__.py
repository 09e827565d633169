"""Meetings (họp): the agenda from what is red, conclusions that become tasks, the notice of conclusions."""
