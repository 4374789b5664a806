"""`manage.py changes` tells what /changes/ tells."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pipeline_tracker.queries.changes import changes
from tests import world as w


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("changes", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_each_change_is_told_with_its_sentence_and_source(world):
    out, err = run("--since", "2023-05-09", "--until", "2023-11-06", "--company", "ASTR", "--severity", "notable")
    assert (out.split("\n"), err) == (
        [
            "2023-11-06  notable   AST-1: Occurred: Trial initiated · Phase 2, knee osteoarthritis (KOA), China",
            "            Oct 2023, expected H2 2023, met",
            '            AST-1 ("Kneera") entered Phase II in October 2023. (Aster starts Phase II & more, 6 Nov 2023)',
            "2023-05-09  critical  AST-1: Moved later: Trial initiated · Phase 2, knee osteoarthritis (KOA), China",
            "            H1 2023 → H2 2023, 1 to 364 days later",
            "            AST-1 now enters Phase II in the second half of 2023. (Aster reports its quarter, 9 May 2023)",
            "2 changes from 2023-05-09 to 2023-11-06.",
            "",
        ],
        "",
    )


def test_as_json_every_change_comes_with_codes_keys_and_intervals(world):
    told = json.loads(run("--since", "2023-05-09", "--until", "2023-05-09", "--severity", "critical", "--format", "json")[0])
    change = told["changes"][0]
    assert (told["schema_version"], told["since"], told["until"], told["back_to"], len(told["changes"])) == (
        1,
        "2023-05-09",
        "2023-05-09",
        None,
        1,
    )
    assert {key: change[key] for key in ("kind", "severity", "day", "company", "programs", "indication", "phase")} == {
        "kind": "moved_later",
        "severity": "critical",
        "day": "2023-05-09",
        "company": "aster-bio",
        "programs": ["ast-1"],
        "indication": "knee-osteoarthritis",
        "phase": None,
    }
    assert change["step"] == {
        "verdict": "moved_later",
        "before": {"earliest": "2023-01-01", "latest": "2023-06-30", "precision": "half", "edtf": "2023-40", "words": None},
        "after": {"earliest": "2023-07-01", "latest": "2023-12-31", "precision": "half", "edtf": "2023-41", "words": None},
        "slip_days": [1, 364],
        "shift_days": [181, 184],
    }
    document = world.documents["slip"]
    source = change["source"]
    assert document.text[source["start"] : source["end"]] == source["quote"]
    assert (source["document"], source["title"], source["staff"]) == (document.public_id, document.title, None)


def test_without_days_it_tells_the_last_quarter_of_the_data(world):
    out, _ = run()
    assert out.endswith("1 change from 2025-03-02 to 2025-06-02.\n")


def test_where_there_is_more_it_says_how_far_back_it_goes_and_zero_looks_at_all(world):
    everything = ("--since", "2000-01-01", "--until", str(w.TODAY))
    assert run(*everything, "--limit", "3")[1] == (
        "There is more: this goes back to 2024-09-03. Give --limit, --company, --severity or a shorter span.\n"
    )
    out, err = run(*everything, "--limit", "0")
    count = len(changes(w.dt.date(2000, 1, 1), w.TODAY, limit=None).changes)
    assert (out.rsplit("\n", 2)[1], err) == (f"{count} changes from 2000-01-01 to {w.TODAY}.", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "2024-02-01", "--until", "2024-01-01"), "2024-02-01 lies after 2024-01-01: --since comes before --until."),
        (("--company", "Nobody"), "No company is called 'Nobody' here. The list is at /companies/."),
        (("--limit", "-1"), "--limit is a number of claims, or 0 for all."),
        (("--since", "May"), "Error: argument --since: 'May' is not a day such as 2024-05-09"),
    ],
)
def test_a_wrong_argument_is_told(world, arguments, message):
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert str(error.value) == message
