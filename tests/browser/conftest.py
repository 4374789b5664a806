"""Chromium on one site that all browser tests share, driven through playwright's own interface."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

CHROMIUM = shutil.which("chromium") or ""
# No sandbox: continuous integration runs as root. No background traffic: the tests reach nothing but the test server.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (make .stamps/dev)")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """``address`` of the server, ``paths`` of the pages of each kind."""
    database = tmp_path_factory.mktemp("site") / "site.sqlite3"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "tests.browser.site"]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline()
        assert line, "the site did not start"
        yield json.loads(line)
        process.stdin.close()


@pytest.fixture
def visit(browser: Any, site: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """Opens a page in a fresh context; the test fails on anything that the browser complains about, the content policy included."""
    complaints: list[str] = []
    contexts = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(base_url=site["address"], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    # A page that is not found is told to the console, too; nothing else may be.
    assert [told for told in complaints if "status of 404" not in told] == []
