"""The rebuild command: computed rows follow from the claims, and --check tells when they do not."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pipeline_tracker.models import Claim, Document, Indication, Milestone, Run, Standing

from .test_ingest import RELEASE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ingested(tmp_path):
    path = tmp_path / "2024-03-04-example.txt"
    path.write_text(RELEASE)
    call_command("ingest", str(path), verbosity=0)


def rebuild(*args: str) -> str:
    out = io.StringIO()
    call_command("rebuild", *args, stdout=out)
    return out.getvalue()


def test_after_an_ingest_there_is_nothing_to_change():
    assert rebuild("--check").startswith("Nothing to change.\nAs of ")


def test_check_fails_on_a_difference_and_writes_nothing():
    Milestone.objects.filter(kind="data_readout").update(status="dropped")
    Standing.objects.all().delete()
    with pytest.raises(CommandError, match=r"manage\.py rebuild") as failure:
        rebuild("--check")
    assert failure.value.returncode == 3
    assert (Standing.objects.count(), Milestone.objects.filter(status="dropped").count()) == (0, 1)
    assert not Run.objects.filter(command="rebuild").exists()


def test_rebuild_restores_what_the_claims_say():
    before = (list(Milestone.objects.order_by("slug").values_list("slug", "status")), Standing.objects.count())
    Milestone.objects.filter(kind="data_readout").update(status="dropped")
    Standing.objects.all().delete()
    out = rebuild()
    assert (list(Milestone.objects.order_by("slug").values_list("slug", "status")), Standing.objects.count()) == before
    assert out.splitlines()[-1] == "2 rows changed."
    assert Run.objects.get(command="rebuild").milestones_changed == 1


@pytest.mark.parametrize("read", [(), ("--read",)])
def test_check_fails_on_a_difference_in_any_table_that_is_computed(read):
    Indication.objects.update(area="", normal="")
    with pytest.raises(CommandError, match=r"manage\.py rebuild"):
        rebuild("--check", *read)
    assert "~ row of indications: " in rebuild(*read)
    assert Indication.objects.filter(area="").count() == 0
    assert rebuild("--check", *read).startswith("Nothing to change.\n")


def test_reading_again_with_the_same_rules_changes_nothing():
    assert rebuild("--read", "--check").startswith("Nothing to change.\n")


def test_reading_again_retracts_what_the_rules_no_longer_read_and_keeps_it():
    stray = Claim.objects.get(kind="data_readout")
    stray.pk, stray.uid, stray.kind = None, "stray", "approved"
    stray.save()
    rebuild()
    assert Milestone.objects.filter(kind="approved").exists()
    out = rebuild("--read")
    assert "- milestone abx-101-approved-asthma" in out
    assert Claim.objects.get(uid="stray").retracted_at is not None
    assert not Milestone.objects.filter(kind="approved").exists()


def test_reading_again_brings_back_a_claim_that_the_rules_read_once_more():
    Claim.objects.filter(kind="data_readout").update(retracted_at=timezone.now())
    rebuild()
    assert not Milestone.objects.filter(kind="data_readout").exists()
    rebuild("--read")
    assert Milestone.objects.filter(kind="data_readout").exists()


def test_a_document_filed_under_a_named_company_stays_there(tmp_path):
    path = tmp_path / "other.txt"
    path.write_text(RELEASE.replace("ABX-101", "ABX-202"))
    call_command("ingest", str(path), company="Another Bio Ltd.", verbosity=0)
    assert rebuild("--read", "--check").startswith("Nothing to change.\n")
    assert Document.objects.get(company__slug="another-bio").text.count("ABX-202") == 4
