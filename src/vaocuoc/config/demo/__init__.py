"""The demonstration: an invented province with its papers, figures and tasks, made through the program's operations.

:func:`load` is its door. Everything is dated around :data:`DAY`: a site shown on that day (``VAOCUOC_TODAY``) looks as
it did then; shown on another day it says how late everything has become, which is true as well.
"""

from vaocuoc.config.demo.loading import DAY, PAPERS, load
from vaocuoc.config.demo.province import PASSWORD

__all__ = ["DAY", "PAPERS", "PASSWORD", "load"]
