"""What work costs on the machine that does it, so that a bound holds on a slow one, too."""

import time
from collections.abc import Callable


def effort(work: Callable[[], object]) -> float:
    """Seconds of the processor that ``work`` takes, the least of two."""
    return min(_once(work), _once(work))


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
