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
from typing import Any, TypeVar

P = TypeVar("P")

_MOST = 4  # processes: with more the database is what one waits for
_AHEAD = 2  # pieces of work for each process that are handed out before they are needed


def possible() -> bool:
    """Whether this system copies processes, and safely so (on macOS its own libraries may break)."""
    return sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()


def count() -> int:
    """How many there should be. Two even on a single processor: while the database writes for one, another computes."""
    return min(max(2, os.cpu_count() or 1), _MOST)


def at_once() -> int:
    """How many pieces of work are under way at most. The next one is asked for when what the first of them came to has been taken."""
    return count() + _AHEAD


class Workers:
    """Does pieces of work in whichever process is free; ``kinds`` of work by name. What goes there and comes back is pickled."""

    def __init__(self, **kinds: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(count(), mp_context=context, initializer=_start, initargs=(kinds,))
        self._pool.submit(os.getpid).result()  # starts all of them

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def map(self, kind: str, pieces: Iterable[P]) -> Iterator[tuple[P, Any]]:
        """Each piece with what became of it, in their order. Raises what the work raised, BrokenProcessPool where a process was killed."""
        todo = iter(pieces)
        under_way: deque[tuple[P, Future[Any]]] = deque()
        while True:
            for piece in islice(todo, at_once() - len(under_way)):
                under_way.append((piece, self._pool.submit(_work, kind, piece)))
            if not under_way:
                return
            piece, future = under_way.popleft()
            yield piece, future.result()


_kinds: dict[str, Callable[[Any], Any]] = {}  # of this process


def _start(kinds: dict[str, Callable[[Any], Any]]) -> None:
    _kinds.update(kinds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _work(kind: str, piece: Any) -> Any:
    return _kinds[kind](piece)
