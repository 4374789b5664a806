"""`manage.py makemessages`: every string of the interface is in the catalogue."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from tests.test_translations import CATALOGUE, read

ROOT = settings.BASE_DIR


@pytest.mark.slow
def test_the_catalogue_has_every_string_of_the_interface_and_no_other(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("GNU gettext is not installed")
    for name in ("pipeline_tracker", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-location"]
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 60, "ENV_FILE": "", "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    _head, *found = read((tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    _head, *held = read(CATALOGUE.read_text(encoding="utf-8"))
    assert {entry.key for entry in found} == {entry.key for entry in held}, "run make messages, and translate"
