"""Pages of the review (trang rà soát): the page itself, decisions, many at once, adding by hand, papers to print."""
