"""Where the stand-alone program starts; PyInstaller wants a script, not a module."""

import sys

from iopdesk.__main__ import main

sys.exit(main())
