"""The tool that fits confidence: it finds known log-odds, tries them on other companies, and its table is the one in force."""

import importlib.util
import math
import random
import re
import sys
from collections import Counter

import pytest
from django.conf import settings

from pipeline_tracker.ingest.extract import confidence

TOOL = settings.BASE_DIR / "tools" / "calibrate.py"
JUDGEMENTS = settings.BASE_DIR / "tools" / "judgements"


@pytest.fixture(scope="module")
def calibrate():
    spec = importlib.util.spec_from_file_location("calibrate", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules["calibrate"] = module  # dataclasses look their module up
    path = list(sys.path)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = path
    del sys.modules["calibrate"]


def judgements(calibrate, source: str, start: float, claims: int) -> list:
    """Claims that are right as often as known log-odds say: a cue that helps and one that harms, each shown by half of them."""
    chance = random.Random(f"{source}{start}")
    made = []
    for _ in range(claims):
        cues = frozenset(cue for cue in ("regulator", "program far") if chance.random() < 0.5)
        log_odds = start + ("regulator" in cues) - 2 * ("program far" in cues)
        made.append(calibrate.Seen(source, chance.randrange(5), cues, chance.random() < 1 / (1 + math.exp(-log_odds))))
    return made


def test_known_log_odds_are_found_and_each_group_has_its_own_start(calibrate):
    hard, easy = judgements(calibrate, "hard", 0.0, 4000), judgements(calibrate, "easy", 2.0, 4000)
    tables = calibrate.fitted([*hard, *easy], ["hard"] * len(hard) + ["easy"] * len(easy))
    wanted = {"start": 0.0, **dict.fromkeys(confidence.CUES, 0.0), "regulator": 1.0, "program far": -2.0}
    assert tables == {
        "hard": pytest.approx(wanted, abs=0.15),
        "easy": pytest.approx({**wanted, "start": 2.0}, abs=0.15),
    }


def test_a_cue_that_few_claims_show_is_given_little_weight(calibrate):
    seen = [calibrate.Seen("a", 0, frozenset(), right) for right in (True, False) * 20]
    table = calibrate.fitted([*seen, calibrate.Seen("a", 0, frozenset({"flagged"}), True)], ["a"] * 41)["a"]
    assert 0 < table["flagged"] < 0.5


def test_a_company_is_tried_with_a_fit_that_has_not_seen_it(calibrate):
    """What is right in one fold only cannot be forecast there."""
    seen = [calibrate.Seen("a", fold, frozenset(), fold == 0) for fold in range(5) for _ in range(10)]
    forecasts = calibrate.tried(seen, ["a"] * len(seen))
    assert {right: max(p for p, was in forecasts if was is right) for right in (True, False)} == {
        True: pytest.approx(0.0, abs=0.05),
        False: pytest.approx(0.25, abs=0.05),
    }


def test_judgements_are_kept_and_read_again(calibrate, tmp_path):
    seen = judgements(calibrate, "kept", 1.0, 20)
    calibrate.keep(seen, tmp_path / "kept.tsv")
    again = calibrate.read(tmp_path / "kept.tsv", set())
    assert Counter(again) == Counter(seen)
    (tmp_path / "other.tsv").write_text("a\tb\n")
    with pytest.raises(ValueError, match=r"other\.tsv is no table of judgements"):
        calibrate.read(tmp_path / "other.tsv", set())


def test_a_folder_is_read_and_judged_and_a_text_met_before_is_left_out(calibrate):
    met: set[str] = set()
    first = calibrate.read(settings.BASE_DIR / "samples", met)
    assert {one.source for one in first} == {"samples"}
    assert sum(one.right for one in first) > len(first) / 2
    assert {cue for one in first for cue in one.cues} <= set(confidence.CUES)
    assert calibrate.read(settings.BASE_DIR / "samples", met) == []


def test_the_table_in_force_is_what_the_kept_judgements_give(calibrate, capsys):
    in_force = calibrate.TABLE.read_text(encoding="utf-8")
    day = re.search(r"on ([0-9]{4}-[0-9]{2}-[0-9]{2}) to", in_force)[1]
    others = sorted(str(path) for path in JUDGEMENTS.glob("*.tsv") if path.stem != "releases")
    calibrate.main([*others, "--real", str(JUDGEMENTS / "releases.tsv")])
    printed = capsys.readouterr().out
    assert in_force in printed.replace("on DAY to", f"on {day} to")


def test_it_prints_reliability_thresholds_and_the_table(calibrate, capsys, tmp_path):
    calibrate.keep(judgements(calibrate, "real", 1.0, 200), tmp_path / "real.tsv")
    calibrate.main([str(tmp_path / "real.tsv")])
    printed = capsys.readouterr().out
    for part in (
        r"200 claims, 0\.\d{3} right",
        r"confidence: Brier score 0\.\d{3}",
        r"0\.50 \| \d+ \| 0\.\d\d \| 0\.\d\d",
        r"\nstart\t\d\.\d\d",
    ):
        assert re.search(part, printed), part


def test_without_judgements_there_is_nothing_to_fit(calibrate, capsys):
    with pytest.raises(SystemExit):
        calibrate.main([])
    assert "no judged claims" in capsys.readouterr().err
