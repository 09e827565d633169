"""Messages by e-mail (thư điện tử): an outbox, a digest, and what becomes of a letter that the server does not take."""
