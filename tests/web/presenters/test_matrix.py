"""Regulatory steps by territory: rows in the order of development, columns of territories, in cells only what is told."""

import datetime as dt

from pipeline_tracker.models import Company, Indication, Milestone, Regulator
from pipeline_tracker.models.windowed import window_fields
from pipeline_tracker.vocabulary.windows import label, parse_label
from pipeline_tracker.web.presenters import milestones as present
from pipeline_tracker.web.presenters.matrix import matrix


def line(kind, when, status="occurred", territory="unstated", regulator=None, **fields):
    milestone = Milestone(
        company=Company(), asserted_on=dt.date(2024, 1, 1), kind=kind, status=status, territory=territory, regulator=regulator, **fields
    )
    for name, value in window_fields(parse_label(when) if when else None).items():
        setattr(milestone, name, value)
    milestone.spoken, milestone.state = [], status if status != "expected" else "upcoming"
    return present.line(milestone)


def cells(found):
    return [
        (row.name, [[label(line.milestone.window) if line.milestone.window else line.state for line in cell.lines] for cell in row.cells])
        for row in found.rows
    ]


def test_there_is_no_matrix_without_a_regulatory_step():
    assert matrix([]) is None
    assert matrix([line("trial_initiated", "2020"), line("data_readout", "2021")]) is None


def test_steps_stand_in_the_order_of_development_and_territories_in_that_of_the_vocabulary(db):
    fda, nmpa = (Regulator.objects.get(code=code) for code in ("FDA", "NMPA"))
    found = matrix(
        [
            line("ind_accepted", "2019-03", territory="CN", regulator=nmpa),
            line("data_readout", "2020"),
            line("designation", "2021", regulator=fda, detail="orphan"),
            line("designation", "2021-05", regulator=fda, detail="fast_track"),
            line("decision_due", "2024-05-09", "expected", regulator=fda),
            line("marketing_submitted", None, "expected"),
            line("ind_accepted", "2018", territory="US"),
        ]
    )
    assert [(column.territory, column.regulators) for column in found.columns] == [("US", ("FDA",)), ("CN", ("NMPA",)), ("unstated", ())]
    assert cells(found) == [
        ("IND or CTA accepted", [["2018"], ["Mar 2019"], []]),
        ("Fast Track", [["May 2021"], [], []]),
        ("Orphan Drug", [["2021"], [], []]),
        ("Marketing application submitted", [[], [], ["upcoming"]]),
        ("Decision due", [["9 May 2024"], [], []]),
    ]
    assert not found.several


def test_steps_of_several_indications_share_a_cell_and_are_named():
    koa, mm = Indication(pk=1, name="osteoarthritis"), Indication(pk=2, name="myeloma")
    found = matrix([line("approved", "2020", territory="US", indication=koa), line("approved", "2022", territory="US", indication=mm)])
    assert cells(found) == [("Approved", [["2020", "2022"]])]
    assert found.several
