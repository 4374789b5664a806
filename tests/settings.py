"""Settings of the tests: the product's own, with a key, quick password hashing and plain HTTP.

DATABASE_URL chooses the database as it does for the product.
"""

import os

os.environ["SECRET_KEY"] = "tests-only-" + "k" * 50
os.environ["HTTPS"] = "0"
os.environ["ENV_FILE"] = ""  # what is set for an installation beside must not reach the tests
os.environ.pop("DEMO", None)
os.environ.pop("DEBUG", None)

from pipeline_tracker.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
PAGE_SECONDS = 0.0  # the first request of a connection would ask one question more than the others
STATIC_ROOT = None
