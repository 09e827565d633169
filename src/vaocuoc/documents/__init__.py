"""Documents and what was read in them (tài liệu).

Three areas, each knowing only those before it: ``papers`` (what a document is, its files on disk), ``readings`` (what
the reader made of a file, what people decided on it), ``library`` (the register: who sees what, upload, every page).
"""
