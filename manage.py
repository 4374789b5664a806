#!/usr/bin/env python3
"""Django's command line."""

import atexit
import gc
import os
import sys

if __name__ == "__main__":
    atexit.register(gc.freeze)  # what is left goes with the process; to look through it for cycles first takes a tenth of a second
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipeline_tracker.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["DEMO"] = "1"  # its own database and key: see settings
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Run `make demo`, or:\n"
            "  python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python manage.py demo"
        )
    execute_from_command_line(sys.argv)
