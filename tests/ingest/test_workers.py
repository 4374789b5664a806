"""Pieces of work are done by processes side by side."""

import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from pipeline_tracker.ingest import workers

pytestmark = pytest.mark.skipif(not workers.possible(), reason="this system does not copy processes")


def test_each_piece_comes_back_in_its_order_with_what_became_of_it_in_another_process():
    kept = {"greeting": "hello"}  # of the process that starts them
    with workers.Workers(greet=lambda name: (kept["greeting"], name, os.getpid()), count=len) as processes:
        done = list(processes.map("greet", (str(number) for number in range(20))))
        assert list(processes.map("count", ["", "ab"])) == [("", 0), ("ab", 2)]
    assert [(piece, greeting, name) for piece, (greeting, name, _) in done] == [(str(n), "hello", str(n)) for n in range(20)]
    assert os.getpid() not in {process for _, (_, _, process) in done}


def test_a_fault_and_a_killed_process_end_it():
    def divided(number: int) -> float:
        if number == 7:
            os._exit(9)
        return 1 / number

    for numbers, fault in (((2, 1, 0), ZeroDivisionError), ((2, 7), BrokenProcessPool)):
        with workers.Workers(divide=divided) as processes, pytest.raises(fault):
            list(processes.map("divide", numbers))
