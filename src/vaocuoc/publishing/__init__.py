"""What is shown to those who decide (công bố, tổng hợp): the board."""
