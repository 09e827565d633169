"""Scanned papers (bản quét): pages as pictures, words read from them by a local program where there is one.

``rendering`` makes pictures of pages; ``tesseract`` reads words from a picture; ``ruling`` finds the ruled lines of
tables in it; ``formats.pdf.scanned`` puts these together into pages of words.
"""
