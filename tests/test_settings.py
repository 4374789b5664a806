"""Settings fail loudly and name the remedy. Each case starts a process of its own, as settings are read once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = "from django.conf import settings as s; print(s.DATABASES['default']['ENGINE'].rsplit('.')[-1], s.DEBUG, s.SECURE_SSL_REDIRECT)"


def started(**variables: str) -> tuple[int, str, str]:
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment |= {"DJANGO_SETTINGS_MODULE": "pipeline_tracker.settings", "ENV_FILE": "", **variables}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=30
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""


def test_without_any_variable_it_is_a_production_configuration_on_sqlite():
    assert started() == (0, "sqlite3 False True", "")


def test_an_empty_database_address_is_none():
    assert started(DATABASE_URL="") == (0, "sqlite3 False True", "")


def test_a_postgres_address_is_postgresql():
    assert started(DATABASE_URL="postgres://someone:p%40ss@127.0.0.1:5432/tracker") == (0, "postgresql False True", "")


@pytest.mark.parametrize(
    ("variables", "remedy"),
    [({"DEBUG": "maybe"}, "Write DEBUG=1 or DEBUG=0."), ({"DATABASE_URL": "mysql://127.0.0.1/x"}, "use postgres:// or sqlite:///")],
)
def test_a_value_that_makes_no_sense_stops_the_start(variables, remedy):
    status, _, error = started(**variables)
    assert status == 1
    assert remedy in error


def test_the_demo_is_not_reached_by_the_file_of_an_installation(tmp_path):
    path = tmp_path / "installation.env"
    path.write_text("HTTPS=1\nDATABASE_URL=postgres://127.0.0.1/real\n")
    assert started(ENV_FILE=str(path))[1] == "postgresql False True"
    environment = {"DEMO": "1"}
    status, shown, _ = started(**environment)
    assert (status, shown) == (0, "sqlite3 False False")
