"""Processes side by side, for pieces of work that stand alone.

They are copies of the process that starts them and keep what it had in memory. So it must have no connection to a database open, nor
any thread at work, when it starts them. They end with it, even if it is killed.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, Generic, TypeVar

P = TypeVar("P")
R = TypeVar("R")

_MOST = 4  # processes: with more the database is what one waits for
_AHEAD = 2  # pieces of work for each process that are handed out before they are needed


def possible() -> bool:
    """Whether this system copies processes, and safely so (on macOS its own libraries may break)."""
    return sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()


def count() -> int:
    """How many there should be. Two even on a single processor: while the database writes for one, another computes."""
    return min(max(2, os.cpu_count() or 1), _MOST)


class Workers(Generic[P, R]):
    """Does a piece of work in whichever process is free. What goes there and comes back is pickled."""

    def __init__(self, do: Callable[[P], R]) -> None:
        context = multiprocessing.get_context("fork")
        self._number = count()
        self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_start, initargs=(do,))
        self._pool.submit(os.getpid).result()  # starts all of them

    def __enter__(self) -> "Workers[P, R]":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def map(self, pieces: Iterable[P]) -> Iterator[tuple[P, R]]:
        """Each piece with what became of it, in their order. Raises what the work raised, BrokenProcessPool where a process was killed."""
        todo = iter(pieces)
        under_way: deque[tuple[P, Future[R]]] = deque()
        while True:
            for piece in islice(todo, self._number + _AHEAD - len(under_way)):
                under_way.append((piece, self._pool.submit(_work, piece)))
            if not under_way:
                return
            piece, future = under_way.popleft()
            yield piece, future.result()


_task: list[Callable[[Any], Any]] = []  # of this process


def _start(do: Callable[[Any], Any]) -> None:
    _task[:] = [do]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _work(piece: Any) -> Any:
    return _task[0](piece)
