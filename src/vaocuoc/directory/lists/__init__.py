"""The lists of units and of posts, above organisations, people and saved views."""
