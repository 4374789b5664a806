from collections.abc import Callable

import pytest
from django.test import Client, override_settings

from .releases import member

ROLES = ("anonymous", "no group", "viewer", "curator", "administrator")


@pytest.fixture
def sign_in(db) -> Callable[[str], Client]:
    """A browser of a role: "anonymous", a member of staff in "no group", or in the group of that name."""

    def client(role: str) -> Client:
        browser = Client()
        if role != "anonymous":
            browser.force_login(member("" if role == "no group" else role, f"a {role}"))
        return browser

    return client


@pytest.fixture(autouse=True, scope="session")
def static_files(tmp_path_factory):
    """WhiteNoise warns where nothing was collected, and warnings are errors here."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield
