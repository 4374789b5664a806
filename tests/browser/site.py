"""Serves the bundled samples together with the world of tests/world.py, seen on its TODAY, from a database of its own.

Run as a process by conftest.py, so that browser tests share one site and no other test meets its rows. Prints one line of JSON when it
serves: its address, and for each kind of public page the paths of such pages. Ends when its standard input does.
"""

import json
import sys
import threading

import django
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application

LISTS = ("programs", "companies", "milestones", "trials", "regulators", "documents", "runs")
GROWTH = 15  # with the samples this makes lists longer than fifty rows


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: whoever asks sees the answer."""


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from tests.world import TODAY, build

    timezone.localdate = lambda *_: TODAY  # type: ignore[assignment]
    call_command("migrate", verbosity=0)
    world = build()
    world.register()
    call_command("ingest", str(settings.BASE_DIR / "samples"), verbosity=0)
    found = {"address": "", "paths": paths(world)}
    world.grow(GROWTH)
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(get_internal_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found["address"] = f"http://127.0.0.1:{server.server_port}"
    print(json.dumps(found), flush=True)
    sys.stdin.read()


def paths(world: object) -> dict[str, list[str]]:
    """Pages of every kind, and of each kind those that differ most."""
    documents, milestones = world.documents, world.milestones
    return {
        "lists": [
            "/",
            *(f"/{name}/" for name in LISTS),
            "/milestones/?state=overdue&since=x",
            "/companies/?kind=sponsor",
            "/?as_of=2024-01-01",
        ],
        "overviews": [
            "/landscape/",
            "/landscape/?by=area",
            "/benchmarks/",
            "/benchmarks/?by=area",
            "/changes/",
            "/changes/?company=aster-bio&since=2000-01-01&severity=notable",
            "/calendar/",
            "/calendar/?company=cellular-biomedicine-group&program=allojoin&since=2016-01-01&until=2019-12-31",
            "/about/",
            "/search/",
            "/search/?q=a",
            "/search/?q=nothing+like+it",
        ],
        "programs": [
            *(row.get_absolute_url() for row in (world.ast1, world.bir9, world.depot)),
            "/programs/cellular-biomedicine-group/allojoin/",
            "/programs/nonesuch-therapeutics/nsx-201/",
            "/programs/cellular-biomedicine-group/allojoin/?as_of=2019-02-01",
            "/programs/cellular-biomedicine-group/allojoin/?as_of=2001-02-03",
            "/programs/?modality=vaccine",
            "/programs/?development=no_development_reported",
            "/programs/nobody/nothing/",
        ],
        "companies": [
            *(row.get_absolute_url() for row in (world.aster, world.birch, world.cedar)),
            "/companies/dover-university/",
            "/companies/aster-bio/track-record/",
            "/companies/cellular-biomedicine-group/track-record/?party=registry&by=first",
            "/companies/cellular-biomedicine-group/",
            "/regulators/NMPA/",
            "/regulators/TGA/",
        ],
        "milestones": [
            milestones[name].get_absolute_url()
            for name in ("started", "filing", "talk", "accepted", "dropped", "registered start", "tabled")
        ],
        "documents": [
            *(documents[name].get_absolute_url() for name in ("start", "cedar", "record", "newer record", "row")),
            documents["start"].get_absolute_url() + "?ledger=1",
            world.trial.get_absolute_url(),
            world.registered.get_absolute_url(),
            "/trials/nct07654323/",
            world.run.get_absolute_url(),
        ],
    }


if __name__ == "__main__":
    main()
