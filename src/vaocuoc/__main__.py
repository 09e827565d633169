"""``python -m vaocuoc`` is the command line."""

import sys

from vaocuoc.cli import main

sys.exit(main())
