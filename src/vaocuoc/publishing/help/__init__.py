"""Help (trợ giúp): a page for each screen, written in Markdown beside this, shown from the screen it is about."""
