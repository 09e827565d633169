"""Official papers as files (văn bản hành chính): what a paper says, the layouts of Party and State, and Word.

Owns how a paper looks on its page: heading, number, signature, recipients, margins and sizes, as dated data. Owns no
words of any office: the caller gives every text. The same :class:`Paper` serves letters (công văn), where the subject
stands under the number, and papers with a name of their own (thông báo, kế hoạch), where it stands in the middle.
"""

from vaocuoc.formats.letters.layouts import LAYOUTS, PARTY, STATE, Layout, layout_of
from vaocuoc.formats.letters.paper import Annex, Grid, Paper, Paragraph, Run, Signature
from vaocuoc.formats.letters.word import write_docx

__all__ = [
    "LAYOUTS",
    "PARTY",
    "STATE",
    "Annex",
    "Grid",
    "Layout",
    "Paper",
    "Paragraph",
    "Run",
    "Signature",
    "layout_of",
    "write_docx",
]
