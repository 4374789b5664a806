"""Further numbers of a trial: told by their type, EU numbers also by their form."""

import pytest

from pipeline_tracker.ingest.registry.identifiers import identifier
from pipeline_tracker.ingest.registry.study import SecondaryId


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("2019-001234-56", "EUDRACT_NUMBER", ("eudract", "2019-001234-56")),
        ("EUCTR2019-001234-56-DE", "EUDRACT_NUMBER", ("eudract", "2019-001234-56")),
        ("not yet known", "EUDRACT_NUMBER", ("eudract", "not yet known")),
        ("2023-512345-67-00", "CTIS", ("ctis", "2023-512345-67-00")),
        ("2023-512345-67", "CTIS", ("ctis", "2023-512345-67")),
        # by its form, where the type says less or something else
        ("2023-512345-67-00", "EUDRACT_NUMBER", ("ctis", "2023-512345-67-00")),
        ("2023-512345-67-00", "REGISTRY", ("ctis", "2023-512345-67-00")),
        ("EudraCT 2019-001234-56", None, ("eudract", "2019-001234-56")),
        ("EU number: 2019-001234-56.", "OTHER", ("eudract", "2019-001234-56")),
        ("ChiCTR9000000001", "REGISTRY", ("registry", "ChiCTR9000000001")),
        # ignored by name
        ("R01XX000001", "NIH", None),
        ("2019-001234-56", "OTHER_GRANT", None),
        ("QX-77", None, None),
        ("QX-77", "OTHER", None),
        # not told apart
        ("2019-001234-56 and 2020-001234-57", "OTHER", None),
        ("12019-001234-56", "OTHER", None),
        ("2019-001234-5678", "OTHER", None),
        ("x" * 101, "REGISTRY", None),
    ],
)
def test_a_number_is_told_by_type_and_form(text, kind, expected):
    assert identifier(SecondaryId(text, kind)) == expected
