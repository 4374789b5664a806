"""`manage.py evaluate` on the samples, whose labels lie beside them."""

import json
import re
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

SAMPLES = settings.BASE_DIR / "samples"
GOOD = "2021-03-09-nonesuch-nsx-201-phase-3-started"


@pytest.fixture
def one_release(tmp_path):
    for suffix in (".txt", ".json"):
        shutil.copy(SAMPLES / f"{GOOD}{suffix}", tmp_path)
    return tmp_path


def test_it_prints_how_many_events_programs_and_figures_are_right(capsys):
    call_command("evaluate", str(SAMPLES))
    printed = capsys.readouterr().out
    labelled = len(list(SAMPLES.glob("*.json")))
    assert printed.splitlines()[0] == f"documents: {labelled}"
    for line in ("event", "record", "program", "financial figure"):
        assert re.search(rf"^{line}: precision \d\.\d{{3}} recall \d\.\d{{3}} F1 \d\.\d{{3}} \(right \d+, ", printed, re.MULTILINE)


def test_the_samples_are_read_well(capsys):
    """A floor well below what the rules reach: it catches a broken rule, not a changed one."""
    call_command("evaluate", str(SAMPLES))
    f1 = {name: float(score) for name, score in re.findall(r"^([a-z ]+): precision .* F1 (\S+)", capsys.readouterr().out, re.MULTILINE)}
    assert f1["event"] >= 0.85
    assert f1["program"] >= 0.9
    assert f1["financial figure"] == 1


def test_a_label_that_the_text_does_not_bear_out_is_listed_as_missed(one_release, capsys):
    path = one_release / f"{GOOD}.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["events"].append(labels["events"][0] | {"kind": "approved"})
    path.write_text(json.dumps(labels), encoding="utf-8")
    call_command("evaluate", str(one_release), errors=True)
    assert f"{GOOD}: MISSED approved NSX-201 occurred" in capsys.readouterr().out


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"holds no labels \(NAME\.json beside NAME\.txt\)\.$"):
        call_command("evaluate", str(tmp_path))
