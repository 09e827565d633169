"""Dissemination of a document (quán triệt): who is to study it, the sessions held, the share covered."""
