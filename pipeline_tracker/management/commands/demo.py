"""`manage.py demo`: everything that a first look needs, in a database of its own."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.db import connection, transaction

HOST = "127.0.0.1"
SAMPLES = "samples"
USER = "demo"


class Command(BaseCommand):
    help = (
        "Sets up demo.sqlite3, reads the sample releases into it, makes a staff user and serves the site on 127.0.0.1. "
        "May be run again: what is there stays."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port, default=8000, help="port to serve on (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="set everything up and stop there")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_other_databases()
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, verbosity=max(verbosity - 1, 0))
        with contextlib.chdir(settings.BASE_DIR):  # documents keep the address that they were read from: nobody's own folders
            call_command("ingest", SAMPLES, verbosity=verbosity, stdout=self.stdout, stderr=self.stderr)

        address = f"http://{HOST}:{options['port']}/"
        self.tell_about_user(address, first_password())
        if options["no_serve"]:
            self.stdout.write("Not serving, as asked. To serve:  python manage.py demo")
            return
        self.serve(options["port"], address)

    def tell_about_user(self, address: str, password: str | None) -> None:
        self.stdout.write(f"Site:   {address}")
        self.stdout.write(f"Admin:  {address}admin/")
        if password:
            self.stdout.write(f"Login:  {USER}  {password}   (shown this once)")
        else:
            self.stdout.write(f"Login:  {USER}  (made by an earlier run; new password: DEMO=1 python manage.py changepassword {USER})")

    def serve(self, port: int, address: str) -> None:
        """Django's own server, without reloading: one process, for one person, on this machine only."""
        try:
            server = ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
        except OSError as error:
            raise CommandError(f"Cannot serve on {HOST}:{port}: {error.strerror}. Choose another port with --port.") from error
        with server, contextlib.suppress(KeyboardInterrupt):
            server.set_app(get_internal_wsgi_application())
            self.stdout.write(f"Serving {address}  (Ctrl-C stops)")
            self.stdout.flush()
            server.serve_forever()


def port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def refuse_other_databases() -> None:
    """The demo makes an administrator, so it must never touch a database that somebody uses."""
    if os.environ.get("DATABASE_URL"):
        raise CommandError(
            "DATABASE_URL is set, and the demo keeps to its own database. "
            "Run it without that variable (look into .env, too), or use `migrate` and `ingest` on your database."
        )
    if not settings.DEMO or Path(connection.settings_dict["NAME"]) != Path(settings.BASE_DIR) / "demo.sqlite3":
        raise CommandError("The demo runs on its own database only. Start it as `python manage.py demo`, with the product's own settings.")


@transaction.atomic
def first_password() -> str | None:
    """Makes the demo's administrator and returns the password, or None where the user is there already."""
    users = get_user_model()._default_manager
    if users.filter(username=USER).exists():
        return None
    password = secrets.token_urlsafe(12)
    user = users.create_superuser(username=USER, password=password)
    user.groups.add(Group.objects.get(name="administrator"))
    return password
