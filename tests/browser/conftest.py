"""Chromium on the pages of tests/world.py, driven through playwright's own interface."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import World, build

CHROMIUM = shutil.which("chromium") or ""
# No sandbox: continuous integration runs as root. No background traffic: the tests reach nothing but the test server.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (make .stamps/dev)")
    with pytest.MonkeyPatch.context() as environment, driver.sync_playwright() as playwright:
        # The driver runs an event loop in this thread, in which Django would refuse its database.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def world(browser: Any, transactional_db: None, today: Any, regulators: None) -> World:
    world = build()
    world.register()
    return world


@pytest.fixture
def regulators(transactional_db: None) -> None:
    """The rows that a migration made: tests with real transactions may have flushed them."""
    from importlib import import_module

    from django.apps import apps

    import_module("pipeline_tracker.migrations.0002_regulators").seed(apps, None)


@pytest.fixture
def addresses(world: World) -> list[str]:
    """One of every kind of public page."""
    return [
        "/",
        *(f"/{name}/" for name in ("programs", "companies", "milestones", "trials", "regulators", "documents", "runs", "about")),
        world.ast1.get_absolute_url(),
        world.bir9.get_absolute_url(),
        world.aster.get_absolute_url(),
        world.birch.get_absolute_url(),
        world.cedar.get_absolute_url(),
        *(
            world.milestones[name].get_absolute_url()
            for name in ("started", "filing", "talk", "accepted", "dropped", "registered start", "tabled")
        ),
        world.depot.get_absolute_url(),
        "/companies/dover-university/",
        world.trial.get_absolute_url(),
        world.registered.get_absolute_url(),
        "/trials/nct07654323/",
        "/regulators/NMPA/",
        "/regulators/TGA/",
        world.documents["start"].get_absolute_url(),
        world.documents["cedar"].get_absolute_url(),
        world.documents["start"].get_absolute_url() + "?ledger=1",
        world.documents["record"].get_absolute_url(),
        world.documents["newer record"].get_absolute_url(),
        world.documents["row"].get_absolute_url(),
        world.run.get_absolute_url(),
        "/search/?q=a",
        "/search/?q=nothing+like+it",
        "/search/",
        "/milestones/?state=overdue&since=x",
        "/programs/?modality=vaccine",
        "/companies/?kind=sponsor",
        "/programs/nobody/nothing/",
    ]
