"""Reading and writing of files as blocks and tables (tệp vào, tệp ra); knows no domain word and no Django.

``load`` turns a file into a :class:`~vaocuoc.core.source.Source`, deciding by content; ``screen`` does the same
in a process of its own that can be killed, which is what strangers' files get; ``picture`` gives a page as a
picture in the same way. Whatever a file holds, the answer is
a ``Source`` or a :class:`FormatError` whose Vietnamese sentence stands in ``formats.messages``.

Heavy libraries are imported by the one reader that needs them, so that ``vaocuoc read`` starts fast.
"""

from vaocuoc.formats.errors import FormatError
from vaocuoc.formats.limits import DEFAULT, Limits
from vaocuoc.formats.loading import load
from vaocuoc.formats.messages import sentence
from vaocuoc.formats.screening import picture, screen

__all__ = ["DEFAULT", "FormatError", "Limits", "load", "picture", "screen", "sentence"]
