"""Word documents (.docx, văn bản Word): ``read`` gives the text as a reader sees it on paper.

Inserted text counts and deleted text does not; automatic numbers are written out; hidden text is left out. Headers,
footers and text boxes are furniture; footnotes follow the paragraph that refers to them.
"""

from vaocuoc.formats.docx.body import read

__all__ = ["read"]
