"""The site as README.md sets it up for production: gunicorn, hashed static files, HTTPS insisted on."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
HOST = "tracker.example.org"
BY_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project")
    for name in ("pipeline_tracker", "templates", "static"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    (copy / ".env").write_text(f"SECRET_KEY={'production-' + 'k3y' * 20}\nALLOWED_HOSTS={HOST}\nBEHIND_PROXY=1\n")
    return copy


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    private = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "HTTPS", "DEBUG", "DEMO", "ENV_FILE")
    return {name: value for name, value in os.environ.items() if name not in private}


@pytest.fixture(scope="module")
def port(project: Path, environment: dict[str, str]) -> Iterator[int]:
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run([sys.executable, "-W", "error", "manage.py", *command], cwd=project, env=environment, check=True, timeout=120)
    with socket.socket() as listening:
        # gunicorn inherits a socket that listens already, so no port can be taken in between and no request comes too early.
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        command = [sys.executable, "-m", "gunicorn", "pipeline_tracker.wsgi", "--no-control-socket", "--bind", f"fd://{listening.fileno()}"]
        server = subprocess.Popen(command, cwd=project, env=environment, pass_fds=[listening.fileno()])
        try:
            yield listening.getsockname()[1]
        finally:
            server.terminate()
            server.wait(timeout=20)


def get(port: int, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read().decode()
    finally:
        connection.close()


def test_pages_answer_over_https(port):
    status, headers, text = get(port, "/", BY_PROXY)
    assert status == 200
    assert "<h1" in text
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_plain_http_is_sent_to_https(port):
    status, headers, _ = get(port, "/programs/", {"Host": HOST})
    assert (status, headers["location"]) == (301, f"https://{HOST}/programs/")


def test_other_hosts_are_refused(port):
    assert get(port, "/", BY_PROXY | {"Host": "elsewhere.example"})[0] == 400


def test_static_files_have_hashed_names_and_may_be_kept_for_good(port):
    _, _, text = get(port, "/", BY_PROXY)
    stylesheet = re.search(r'<link[^>]*href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', text)[1]
    status, headers, _ = get(port, stylesheet, BY_PROXY)
    assert (status, headers["cache-control"]) == (200, "max-age=315360000, public, immutable")


def test_without_a_key_the_site_refuses_to_start(project, environment, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".env", "*.sqlite3*", "staticfiles"))
    refused = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=copy, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode == 1
    assert "(pipeline_tracker.E001) SECRET_KEY is not set.\n\tHINT: Copy .env.sample to .env" in refused.stderr
