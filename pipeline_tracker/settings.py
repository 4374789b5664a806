"""Settings, read from the environment or from a file `.env` beside manage.py (see .env.sample).

Safe by default: without any variable this is a production configuration on a local SQLite file that refuses
to serve until it has a secret key. `DEMO=1` (set by `manage.py demo`) is the only mode that makes a key by itself.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


def flag(name: str, default: bool) -> bool:
    """A yes-or-no variable; anything that is neither stops the start instead of counting as no."""
    value = env.str(name, default=str(default)).strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off", ""):
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Write {name}=1 or {name}=0.")


# The demo brings everything itself, so what is set for a real installation must not reach it.
DEMO = flag("DEMO", False)
ENV_FILE = env.str("ENV_FILE", default="" if DEMO else str(BASE_DIR / ".env"))
if ENV_FILE:
    environ.Env.read_env(ENV_FILE)

DEBUG = flag("DEBUG", False)
HTTPS = flag("HTTPS", not (DEBUG or DEMO))

# An empty key is refused by a system check with the remedy (pipeline_tracker.checks), so that commands
# which need none, such as `extract`, run without one.
SECRET_KEY = get_random_secret_key() if DEMO else env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "pipeline_tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pipeline_tracker.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "pipeline_tracker.web.patience.PatienceMiddleware",
    "pipeline_tracker.web.as_of.AsOfMiddleware",
]

ROOT_URLCONF = "pipeline_tracker.urls"
WSGI_APPLICATION = "pipeline_tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database() -> dict:
    """SQLite beside manage.py unless DATABASE_URL names another database."""
    if DEMO:
        config = env.db_url_config(f"sqlite:///{BASE_DIR / 'demo.sqlite3'}")
    else:
        config = env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # WAL lets people read while ingest writes; immediate transactions make a second writer wait
        # instead of failing halfway with "database is locked" (both are needed together).
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config["ENGINE"] == "django.db.backends.postgresql":
        # The pool keeps connections, so Django must not (CONN_MAX_AGE), and checks them before use.
        config["CONN_MAX_AGE"] = 0
        config["CONN_HEALTH_CHECKS"] = True
        # Compiling a statement takes longer than any statement of a page, and so does starting further processes for it.
        config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c max_parallel_workers_per_gather=0")
        config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 3}
    else:
        raise ImproperlyConfigured(f"DATABASE_URL names {config['ENGINE']}; use postgres:// or sqlite:///.")
    return config


DATABASES = {"default": database()}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite has no columns beside an index's keys; its indexes do without

# How long the database may work for a statement of a public page; beyond, the page says that it would take too long. 0 is no limit.
PAGE_SECONDS = env.float("PAGE_SECONDS", default=20)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
# Each by its own name, as those look for it who read no other.
LANGUAGES = [("en-gb", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need `collectstatic` first, which the demo and development spare people.
HASHED_STATIC = not (DEBUG or DEMO)
STATIC_ROOT = BASE_DIR / "staticfiles" if HASHED_STATIC else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC

# One policy for every page, the admin included: nothing inline, nothing from elsewhere, no exceptions.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY", False) else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

# A claim less probable than this waits for review and moves no milestone. Below one half it is likelier wrong than right
# (docs/extraction.md, "Confidence").
CONFIDENCE_THRESHOLD = env.float("CONFIDENCE_THRESHOLD", default=0.5)

DJANGO_TABLES2_TEMPLATE = "tables/table.html"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
