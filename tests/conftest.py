"""Shared fixtures. No test reaches beyond this machine: a connection elsewhere is an error."""

import datetime as dt
import signal
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests.world import TODAY, World, build

# A shell that starts the tests in the background has them ignore Ctrl-C, and the programs that they start and interrupt as well.
signal.signal(signal.SIGINT, signal.default_int_handler)

LOCAL = ("127.0.0.1", "::1", "localhost", "")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise ConnectionRefusedError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The language of a request stays in force after it: the next test must not inherit it."""
    yield
    translation.deactivate()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[dt.date]:
    """The day on which pages are looked at."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    yield TODAY


@pytest.fixture
def world(db: None, today: dt.date) -> World:
    """The small universe of tests/world.py, seen on its TODAY."""
    return build()


@pytest.fixture
def registered(world: World) -> World:
    """The same with what registries and tables tell."""
    world.register()
    return world
