from collections.abc import Callable

import pytest
from django.test import Client

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
