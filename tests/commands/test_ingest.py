"""The ingest command: every exit, every refusal, and that nothing is lost beside a refusal."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from pipeline_tracker.models import Claim, Company, Document, Milestone, Run, RunNote

RELEASE = """Example Bio Doses First Patient in Phase 2 Trial of ABX-101

BOSTON, March 4, 2024 -- Example Bio, Inc. (NASDAQ: EXMP), a biotechnology company, today announced that the first patient has been \
dosed in its Phase 2 clinical trial of ABX-101 for the treatment of asthma. ABX-101 is an oral inhibitor that Example Bio develops for \
asthma. The company expects to report topline data from the Phase 2 trial of ABX-101 in the fourth quarter of 2024.
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "2024-03-04-example.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def run(*args: object, **options: object) -> tuple[int, str, str]:
    """(exit status, stdout, stderr) of the command as a person would see them."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("ingest", *map(str, args), stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return 0, out.getvalue(), err.getvalue()


def milestones() -> list[tuple[str, str]]:
    return [(m.slug, str(m.window)) for m in Milestone.objects.order_by("slug")]


@pytest.mark.django_db
class TestResults:
    def test_a_release_becomes_milestones(self, release):
        status, out, err = run(release)
        assert (status, err) == (0, "")
        assert out.startswith("1 documents read: 1 new, 0 unchanged, 0 refused. 2 claims; milestones: 2 created")
        assert milestones() == [
            ("abx-101-data-readout-phase-2-asthma-topline-2024-03-04", "Q4 2024"),
            ("abx-101-first-patient-dosed-phase-2-asthma", "reported by 4 Mar 2024"),
        ]

    def test_every_quote_is_the_passage_it_points_to(self, release):
        run(release)
        text = Document.objects.get().text
        claims = list(Claim.objects.all())
        assert claims
        assert [text[c.start : c.end] for c in claims] == [c.quote for c in claims]

    def test_a_second_run_finds_everything_unchanged(self, release):
        run(release)
        before = (milestones(), Claim.objects.count())
        status, out, _ = run(release)
        assert (status, out.split(".")[0]) == (0, "1 documents read: 0 new, 1 unchanged, 0 refused")
        assert (milestones(), Claim.objects.count()) == before

    def test_the_same_release_under_another_name_is_unchanged(self, release, tmp_path):
        run(release)
        copy = tmp_path / "copy.txt"
        copy.write_bytes(release.read_bytes())
        assert "0 new, 1 unchanged" in run(copy)[1]

    def test_a_dry_run_says_what_would_change_and_keeps_nothing(self, release):
        status, out, _ = run(release, "--dry-run")
        assert status == 0
        assert "+ program ABX-101" in out
        assert "+ milestone abx-101-first-patient-dosed-phase-2-asthma" in out
        assert "Dry run: nothing was kept." in out
        assert (Document.objects.count(), Company.objects.count(), Run.objects.count()) == (0, 0, 0)

    def test_json_counts_and_lists_every_document(self, release, tmp_path):
        (tmp_path / "empty.txt").write_text("")
        status, out, _ = run(tmp_path, "--format", "json")
        summary = json.loads(out)
        assert status == 3
        assert {k: summary[k] for k in ("schema_version", "dry_run", "read", "created", "unchanged", "refused")} == {
            "schema_version": 1,
            "dry_run": False,
            "read": 2,
            "created": 1,
            "unchanged": 0,
            "refused": 1,
        }
        assert [(Path(d["source"]).name, d["state"], d.get("code")) for d in summary["documents"]] == [
            ("2024-03-04-example.txt", "created", None),
            ("empty.txt", "refused", "empty"),
        ]

    def test_the_issuing_company_may_be_named(self, release):
        run(release, "--company", "Another Name Ltd.")
        assert list(Company.objects.values_list("name", flat=True)) == ["Another Name Ltd."]

    def test_verbosity_0_is_silent(self, release):
        assert run(release, verbosity=0) == (0, "", "")

    def test_verbosity_2_names_every_document_and_its_page(self, release):
        out = run(release, verbosity=2)[1]
        assert out.splitlines()[0].split() == ["created", str(release), Document.objects.get().get_absolute_url()]

    def test_the_run_is_kept_with_its_counts(self, release):
        run(release)
        stored = Run.objects.get()
        assert (stored.command, stored.state, stored.read, stored.created, stored.claims_created) == ("ingest", "done", 1, 1, 2)


BAD = [
    # file name, bytes, code of the refusal, words of the advice
    ("empty.txt", b"", "empty", "empty"),
    ("blank.txt", b" \n\t\n", "empty", "no text"),
    ("binary.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary", "text"),
    ("latin.txt", RELEASE.replace("asthma", "asthma caf\xe9").encode("latin-1"), "not-utf-8", "UTF-8"),
    ("line.txt", b"x" * 10_000_000, "too-large", "5 MB"),
    ("nodate.txt", b"Example Bio, Inc. (NASDAQ: EXMP) starts a trial of ABX-101.\n\nNothing here has a date.\n", "no-date", "--published"),
    ("nobody.txt", b"January 3, 2024\n\nSomething somewhere happened to somebody.\n", "no-company", "--company"),
    ("script.html", b"<html><body><script>alert('x')</script></body></html>", "no-text", "text"),
]


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize(("name", "data", "code", "advice"), BAD, ids=[bad[0] for bad in BAD])
    def test_bad_input_is_refused_with_advice_and_the_rest_goes_in(self, name, data, code, advice, release, tmp_path):
        (tmp_path / name).write_bytes(data)
        status, out, err = run(tmp_path)
        assert status == 3
        assert "1 new, 0 unchanged, 1 refused" in out
        assert advice in err
        assert str(tmp_path / name) in err
        assert "Traceback" not in err
        note = RunNote.objects.get()
        assert (note.level, note.code, note.source) == ("error", code, str(tmp_path / name))
        assert Run.objects.get().state == "refusals"
        assert Document.objects.get().title == "Example Bio Doses First Patient in Phase 2 Trial of ABX-101"

    def test_scripts_of_an_html_release_never_reach_the_text(self, tmp_path):
        page = "".join(f"<p>{line}</p>" for line in RELEASE.splitlines() if line)
        (tmp_path / "release.html").write_text(
            f"<html><head><script>alert(1)</script><style>p {{}}</style></head><body>{page}</body></html>"
        )
        assert run(tmp_path)[0] == 0
        text = Document.objects.get().text
        assert ("alert" in text, "ABX-101" in text) == (False, True)
        assert [slug for slug, _ in milestones()] == [
            "abx-101-data-readout-phase-2-asthma-topline-2024-03-04",
            "abx-101-first-patient-dosed-phase-2-asthma",
        ]

    def test_a_file_that_vanished_is_refused(self, release, tmp_path):
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
        status, _, err = run(tmp_path)
        assert status == 3
        assert "cannot be read" in err
        assert Document.objects.count() == 1

    def test_a_folder_without_releases_says_what_it_takes(self, tmp_path):
        status, _, err = run(tmp_path)
        assert status == 3
        assert ".txt" in err
        assert RunNote.objects.get().code == "no-releases"

    def test_a_path_that_does_not_exist_is_refused_and_the_others_go_in(self, release, tmp_path):
        status, out, err = run(tmp_path / "nothing.txt", release)
        assert (status, "1 new, 0 unchanged, 1 refused" in out) == (3, True)
        assert f"{tmp_path / 'nothing.txt'}: no such file or folder" in err

    def test_a_release_without_a_date_takes_the_one_given(self, tmp_path):
        path = tmp_path / "nodate.txt"
        path.write_text(
            "Example Bio Starts Phase 1 Trial of ABX-101\n\nExample Bio, Inc. (NASDAQ: EXMP) has started its Phase 1 trial of ABX-101.\n"
        )
        assert run(path)[0] == 3
        assert run(path, "--published", "2024-05-06")[0] == 0
        assert (str(Document.objects.get().published), Document.objects.get().published_from) == ("2024-05-06", "option")

    def test_the_file_name_dates_a_release_that_does_not(self, tmp_path):
        path = tmp_path / "2024-05-07-news.txt"
        path.write_text(
            "Example Bio Starts Phase 1 Trial of ABX-101\n\nExample Bio, Inc. (NASDAQ: EXMP) has started its Phase 1 trial of ABX-101.\n"
        )
        assert run(path)[0] == 0
        assert (str(Document.objects.get().published), Document.objects.get().published_from) == ("2024-05-07", "file name")


@pytest.fixture(scope="module")
def own_database(tmp_path_factory) -> dict[str, str]:
    """The environment of a real process on a database file of its own."""
    path = tmp_path_factory.mktemp("database") / "tracker.sqlite3"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{path}",
        "SECRET_KEY": "k" * 60,
        "DJANGO_SETTINGS_MODULE": "pipeline_tracker.settings",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True)
    return environment


def process(environment: dict[str, str], *args: object, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "ingest", *map(str, args)]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=60, **options
    )


@pytest.mark.slow
class TestProcess:
    def test_standard_input_is_a_document(self, own_database):
        done = process(own_database, "-", input=RELEASE.replace("ABX-101", "ABX-909"))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("1 documents read: 1 new")

    def test_refusals_exit_with_3(self, own_database):
        done = process(own_database, "-", input="")
        assert done.returncode == 3
        assert "1 of 1 documents were refused" in done.stderr

    def test_wrong_usage_exits_with_2(self, own_database):
        assert process(own_database).returncode == 2
        done = process(own_database, "-", "--published", "yesterday")
        assert done.returncode == 2
        assert "'yesterday' is not a day such as 2024-05-09" in done.stderr

    def test_a_database_without_tables_exits_with_1_and_names_the_remedy(self, own_database, tmp_path):
        done = process({**own_database, "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}"}, "-", input=RELEASE)
        assert done.returncode == 1
        assert "manage.py migrate" in done.stderr
        assert "Traceback" not in done.stderr

    def test_without_a_secret_key_the_remedy_is_named(self, own_database):
        done = process({**own_database, "SECRET_KEY": ""}, "-", input=RELEASE)
        assert done.returncode == 1
        assert ".env.sample" in done.stderr

    def test_an_interruption_exits_with_130_and_marks_the_run(self, own_database):
        command = [sys.executable, "manage.py", "ingest", "-"]
        going = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**own_database, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for_running(own_database)
        going.send_signal(signal.SIGINT)
        _, err = going.communicate(timeout=30)
        assert going.returncode == 130
        assert "Run it again to go on" in err
        assert states(own_database)[-1] == "interrupted"


def states(environment: dict[str, str]) -> list[str]:
    import sqlite3

    with sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        return [row[0] for row in database.execute("select state from pipeline_tracker_run order by id")]


def wait_for_running(environment: dict[str, str]) -> None:
    import time

    for _ in range(200):
        if states(environment)[-1:] == ["running"]:
            time.sleep(0.2)  # it is now waiting for standard input
            return
        time.sleep(0.1)
    raise AssertionError("the run never started")
