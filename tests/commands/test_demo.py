"""The demo, run as people run it: a process of its own, on a copy of the project, so that no demo.sqlite3 here is touched."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pipeline_tracker.ingest.pipeline import SUFFIXES
from pipeline_tracker.ingest.readers import find_files

pytestmark = pytest.mark.slow  # each starts the program

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("", "programs/", "companies/", "milestones/", "trials/", "regulators/", "documents/", "runs/", "search/?q=ReJoin", "about/")
# What pytest or the developer's shell has set must not reach the demo.
PRIVATE = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "HTTPS", "DEBUG", "DEMO", "ENV_FILE")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in PRIVATE} | {"PYTHONWARNINGS": "error"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project")
    for name in ("pipeline_tracker", "templates", "static", "samples"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    return copy


def demo(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "demo", *arguments],
        cwd=project,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def first_run(project: Path) -> subprocess.CompletedProcess[str]:
    return demo(project, "--no-serve")


@contextlib.contextmanager
def serving(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo's server on a free port, and its address, from when it answers."""
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "demo", "--port", str(free_port())],
        cwd=project,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        printed = ""
        while not (address := re.search(r"^Serving (\S+)", printed, re.MULTILINE)):
            line = process.stdout.readline()
            assert line, f"ended before it served:\n{printed}"
            printed += line
        yield process, address[1]
    finally:
        process.kill()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture(scope="module")
def site(project: Path, first_run: subprocess.CompletedProcess[str]) -> Iterator[str]:
    with serving(project) as (_, address):
        yield address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.status, response.read().decode()


class Stylesheets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "link" and attributes.get("rel") == "stylesheet":
            self.addresses.append(attributes["href"] or "")


def login_shown(output: str) -> list[str]:
    return re.findall(r"^Login:  demo  (\S{16})   \(shown this once\)$", output, re.MULTILINE)


def test_the_first_run_reads_every_sample_and_shows_a_password(first_run):
    assert (first_run.returncode, first_run.stderr) == (0, "")
    assert len(login_shown(first_run.stdout)) == 1
    assert first_run.stdout.splitlines()[-1] == "Not serving, as asked. To serve:  python manage.py demo"


def test_the_second_run_changes_nothing_and_shows_no_password(project, first_run):
    second = demo(project, "--no-serve")
    assert (second.returncode, second.stderr) == (0, "")
    assert login_shown(second.stdout) == []
    assert "new password: DEMO=1 python manage.py changepassword demo" in second.stdout
    assert f"{len(list(find_files([ROOT / 'samples'], SUFFIXES)))} unchanged" in second.stdout


@pytest.mark.parametrize("page", LISTS)
def test_every_list_page_answers(site, page):
    status, text = get(site + page)
    assert status == 200
    assert "<h1" in text


def test_the_list_of_companies_shows_those_of_the_samples(site):
    _, text = get(site + "companies/")
    names = ("Cellular Biomedicine Group Inc.", "Fableton Vaccines plc", "Nonesuch Therapeutics, Inc.", "Quixotica Genetics, Inc.")
    assert [name for name in names if name not in text] == []


def test_no_page_tells_in_which_folder_the_project_lies(project, site):
    _, text = get(site + "documents/?columns=address&per_page=100")
    assert "samples/2" in text
    assert str(project) not in text


def test_static_files_are_served(site):
    parser = Stylesheets()
    parser.feed(get(site)[1])
    assert parser.addresses
    for address in parser.addresses:
        status, text = get(site + address.lstrip("/"))
        assert status == 200
        assert "{" in text


def test_the_shown_password_opens_the_admin(first_run, site):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = opener.open(site + "admin/login/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "username": "demo", "password": login_shown(first_run.stdout)[0], "next": "/admin/"}
    answer = opener.open(site + "admin/login/", data=urllib.parse.urlencode(fields).encode(), timeout=30)
    assert answer.url == site + "admin/"


def test_a_taken_port_is_refused_with_the_remedy(project, first_run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = demo(project, "--port", str(port))
    assert refused.returncode == 1
    assert (
        refused.stderr.splitlines()[-1]
        == f"CommandError: Cannot serve on 127.0.0.1:{port}: Address already in use. Choose another port with --port."
    )


def test_control_c_stops_the_server_without_an_error(project, first_run):
    with serving(project) as (process, _):
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert (process.wait(timeout=20), rest.strip()) == (0, "")


@pytest.mark.parametrize("number", ["0", "65536", "http"])
def test_a_port_that_is_none_is_a_usage_error(project, number):
    refused = demo(project, "--port", number)
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1] == f"manage.py demo: error: argument --port: invalid port value: '{number}'"


def test_with_DATABASE_URL_the_demo_refuses(tmp_path, project):
    refused = demo(project, "--no-serve", DATABASE_URL=f"sqlite:///{tmp_path}/mine.sqlite3")
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: DATABASE_URL is set, and the demo keeps to its own database.")
    assert not (tmp_path / "mine.sqlite3").exists()


def test_called_from_other_settings_the_demo_refuses(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(CommandError, match=r"^The demo runs on its own database only\."):
        call_command("demo", no_serve=True)
