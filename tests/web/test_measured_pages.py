"""The benchmark of pages leaves none out."""

from benchmarks import pages
from benchmarks.pages import addresses, left_out


def test_every_public_page_is_measured(world, monkeypatch):
    monkeypatch.setattr(pages, "deep", lambda page: "last")  # what is deep is asked of each list's queries, here of none
    measured = addresses()
    assert left_out(measured.values()) == set()
    assert left_out(address for name, address in measured.items() if name != "dashboard") == {""}
