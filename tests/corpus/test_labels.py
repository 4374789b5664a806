"""The labels are kept as true to their texts as they ask the extraction to be."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from pipeline_tracker.evaluation.labels import Labelled, read_folder
from pipeline_tracker.vocabulary.milestones import KIND
from pipeline_tracker.vocabulary.regulators import REGULATORS
from pipeline_tracker.vocabulary.terms import DESIGNATION_LABELS, METRIC_LABELS, MODALITY_LABELS

HERE = Path(__file__).parent
SETS = {name: tuple(read_folder(HERE / name)) for name in ("open", "closed", "natural")}
RELEASES = [pytest.param(release, id=release.path.stem) for releases in SETS.values() for release in releases]
REGISTRY_KINDS = {"trial_registered", "primary_completion", "results_posted"}  # releases do not speak of them


def text_of(release: Labelled) -> str:
    return release.path.read_text(encoding="utf-8")


def labels_of(release: Labelled) -> dict:
    return json.loads(release.path.with_suffix(".json").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Without trade marks, and with line breaks as spaces: names may be broken over lines."""
    return " ".join(text.replace("®", "").replace("™", "").split())


@pytest.mark.parametrize("release", RELEASES)
def test_every_quote_stands_in_its_text_at_most_300_characters_long(release):
    text = text_of(release)
    assert [event.quote for event in release.events if event.quote not in text or len(event.quote) > 300] == []


@pytest.mark.parametrize("release", RELEASES)
def test_every_name_stands_in_its_text(release):
    text, labels = plain(text_of(release)), labels_of(release)
    names = [labels["company"].rstrip(".")]
    names += [name for program in labels["programs"] for name in (program["name"], *program["aliases"], *program["indications"])]
    names += [event["indication"] for event in labels["events"] if event["indication"]]
    assert [name for name in names if plain(name).casefold() not in text.casefold()] == []


@pytest.mark.parametrize("release", RELEASES)
def test_labels_use_the_words_of_the_vocabulary(release):
    labels = labels_of(release)
    programs = {program["name"] for program in labels["programs"]}
    regulators = {seed.code for seed in REGULATORS} | {"BfArM", "Paul-Ehrlich-Institut", None}
    assert {event["program"] for event in labels["events"]} <= programs | {None}
    assert {event["phase"] for event in labels["events"]} <= {None, "preclinical", "1", "1/2", "2", "2/3", "3", "4"}
    assert {event["regulator"] for event in labels["events"]} <= regulators
    assert {event["detail"] for event in labels["events"] if event["kind"] == "designation"} <= set(DESIGNATION_LABELS)
    assert {program["modality"] for program in labels["programs"]} <= {*MODALITY_LABELS, None}
    assert {figure["metric"] for figure in labels["financials"]} <= set(METRIC_LABELS)


@pytest.mark.parametrize("release", RELEASES)
def test_file_name_labels_and_publication_date_agree(release):
    assert (labels_of(release)["file"], release.published.isoformat()) == (release.path.name, release.path.name[:10])


@pytest.mark.parametrize("folder", ["open", "closed"])  # "natural" has the make-up of a newswire, where some kinds are rare
def test_every_kind_is_required_at_least_four_times(folder):
    required = Counter(event.kind for release in SETS[folder] for event in release.events if not event.optional)
    assert {kind: required[kind] for kind in KIND if required[kind] < 4 and kind not in REGISTRY_KINDS} == {}


def test_no_two_sets_share_a_company_or_a_program():
    names = {
        folder: {release.company for release in releases}
        | {name for release in releases for names in release.programs.values() for name in names}
        for folder, releases in SETS.items()
    }
    assert {(one, other): names[one] & names[other] for one, other in combinations(SETS, 2) if names[one] & names[other]} == {}
