"""`manage.py extract`: one JSON line a document, refusals on standard error, no database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]
RELEASE = (
    "Quillon Bio Doses First Patient in Phase 2b Trial of QLN-101 in Asthma\n\n"
    "BOSTON, February 13, 2025 - Quillon Bio, Inc. (NASDAQ: QLNB) today announced that the first patient has been dosed. "
    "Topline data are expected in the first half of 2026.\n\nNet loss was $3.2 million for the fourth quarter of 2024.\n"
)


def extract(*arguments):
    """Standard output's lines as data, standard error's text, and the error that ended the command, if any."""
    out, err, ended = io.StringIO(), io.StringIO(), None
    try:
        call_command("extract", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        ended = error
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), ended


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "2025-02-13-quillon.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def test_a_document_is_one_line_of_plain_data(release):
    (line,), err, ended = extract(str(release))
    assert (err, ended) == ("", None)
    assert {name: line[name] for name in ("document", "published", "published_from", "company", "programs", "financials")} == {
        "document": "2025-02-13-quillon.txt",
        "published": "2025-02-13",
        "published_from": "dateline",
        "company": {"name": "Quillon Bio, Inc.", "ticker": "NASDAQ: QLNB", "aliases": []},
        "programs": [{"name": "QLN-101", "aliases": [], "indications": ["asthma"], "modality": None, "origin": None, "known": False}],
        "financials": [
            {
                "metric": "net_loss",
                "period": "2024-Q4",
                "amount": 3200000,
                "currency": "USD",
                "start": RELEASE.index("Net loss"),
                "end": len(RELEASE) - 1,
            },
        ],
    }


def test_claims_quote_the_text_at_their_place(release):
    (line,), _, _ = extract(str(release))
    assert [RELEASE[claim["start"] : claim["end"]] for claim in line["claims"]] == [claim["quote"] for claim in line["claims"]]


def test_claims_carry_codes_phases_and_dates_as_labels_do(release):
    (line,), _, _ = extract(str(release))
    told = [
        (claim["kind"], claim["status"], claim["program"], claim["phase"], claim["when"] and claim["when"]["latest"])
        for claim in line["claims"]
    ]
    assert told == [
        ("first_patient_dosed", "occurred", "QLN-101", "2", None),
        ("data_readout", "expected", "QLN-101", "2", "2026-06-30"),
    ]


def test_the_ledger_is_told_on_request(release):
    (line,), _, _ = extract("--ledger", str(release))
    assert [entry["outcome"] for entry in line["ledger"]] == ["claim", "boilerplate", "repeat", "claim", "financial"]


def test_folders_are_read_in_order_and_refusals_cost_only_themselves(tmp_path, release):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\xfd")
    (tmp_path / "b.txt").write_text("No date here.\n", encoding="utf-8")
    lines, err, ended = extract(str(tmp_path))
    assert [line["document"] for line in lines] == [release.name]
    assert [text.split(":")[0] for text in err.splitlines()] == ["a.txt", "b.txt"]
    assert (ended.returncode, str(ended)) == (3, "2 of 3 documents were refused.")


def test_options_date_documents_and_name_their_company(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text("First Patient Dosed in Phase 1 Trial of QLN-202\n", encoding="utf-8")
    (line,), _, ended = extract("--published", "2024-05-09", "--company", "Quillon Bio", str(path))
    assert (line["published"], line["published_from"], line["company"]["name"], ended) == ("2024-05-09", "option", "Quillon Bio", None)


def test_a_path_that_leads_nowhere_costs_only_itself(tmp_path, release):
    empty = tmp_path / "empty"
    empty.mkdir()
    lines, err, ended = extract(str(empty), str(tmp_path / "gone.txt"), str(release))
    assert [line["document"] for line in lines] == [release.name]
    assert [f"{empty}: nothing to read in this folder" in err, f"{tmp_path / 'gone.txt'}: no such file" in err] == [True, True]
    assert ended.returncode == 3


def test_a_catalogue_names_programs_that_no_rule_would_find(tmp_path):
    path = tmp_path / "2025-02-13-quillon.txt"
    path.write_text(RELEASE.replace("QLN-101", "Blue Velvet"), encoding="utf-8")
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps({"Quillon Bio": [{"name": "QLN-101", "aliases": ["Blue Velvet"]}]}))
    (line,), _, _ = extract("--catalogue", str(catalogue), str(path))
    assert [(p["name"], p["aliases"], p["known"]) for p in line["programs"]] == [("QLN-101", ["Blue Velvet"], True)]
    assert {claim["program"] for claim in line["claims"]} == {"QLN-101"}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("{", "catalogue.json"),
        ("[]", "is not an object of companies"),
        ('{"Quillon Bio": {}}', "Quillon Bio: is not a list"),
        ('{"Quillon Bio": [{"alias": "x"}]}', "has no name"),
        ('{"Quillon Bio": [{"name": "QLN-101", "aliases": [1]}]}', "QLN-101: an alias is not a text"),
    ],
)
def test_a_catalogue_that_is_none_is_wrong_usage_and_names_the_place(tmp_path, release, content, place):
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(content)
    _, _, ended = extract("--catalogue", str(catalogue), str(release))
    assert place in str(ended)


def manage(*arguments, **options):
    """The command as people run it, with a database that does not exist."""
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}
    return subprocess.run(
        [sys.executable, "manage.py", "extract", *arguments], cwd=ROOT, env=environment, capture_output=True, check=False, **options
    )


def test_no_database_is_needed_and_standard_input_is_read():
    done = manage("-", input=RELEASE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["document"] == "-"


def test_wrong_usage_ends_with_2():
    assert manage("--published", "yesterday", "-", input=b"").returncode == 2


def test_a_closed_pipe_is_no_error(release):
    done = subprocess.run(
        f"{sys.executable} manage.py extract {release} {release} {release} | true", shell=True, cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b""
