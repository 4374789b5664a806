"""Entry point for gunicorn: `gunicorn pipeline_tracker.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipeline_tracker.settings")
application = get_wsgi_application()

# All pages are imported now, so that the first visitor does not wait for it. What is loaded then stays for good: looking through it for
# garbage took a tenth of a second, within whichever page was next.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
