"""PDF files with text (.pdf): lines become paragraphs again, ruled tables become cells, heads and feet furniture.

A PDF knows glyphs at places and nothing else. ``page`` takes them from pdfium as words and ruled lines; ``tables``
builds grids from the lines; ``layout`` puts the other words into lines, columns and paragraphs; ``document`` joins what
runs over page breaks. Tables without ruled lines are read as lines of text: guessing columns from white space would mix
up what belongs to whom.
"""

from vaocuoc.formats.pdf.document import read

__all__ = ["read"]
