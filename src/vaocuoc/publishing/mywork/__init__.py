"""My work (việc của tôi): what a post owes, by when, in the order that matters; all of it can be done on a phone."""
