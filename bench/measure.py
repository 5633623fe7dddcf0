"""Measuring: contenders take turns, so that what else the machine does hits all of them alike.

Time is the processor's: nothing that is measured waits for anything, and other processes don't count.
"""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time

__all__ = ["Figure", "alternate"]

LEAST_SECONDS = 0.3  # of one measure; shorter ones are repeated until they last as long
ROUNDS = 7


@dataclass(frozen=True)
class Figure:
    """The seconds that one call took, in the best round and in the median one."""

    best: float
    median: float

    @property
    def noise(self) -> float:
        """How far the median round is off the best one."""
        return self.median / self.best - 1


def alternate(contenders: Mapping[str, Callable[[], object]]) -> dict[str, Figure]:
    """Measure the contenders round by round."""
    repeats = {name: _repeats(call) for name, call in contenders.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, call in contenders.items():
            seconds[name].append(_time(call, repeats[name]) / repeats[name])
    return {name: Figure(min(rounds), median(rounds)) for name, rounds in seconds.items()}


def _repeats(call: Callable[[], object]) -> int:
    call()  # whatever is only done once
    once = _time(call, 1)
    return max(1, round(LEAST_SECONDS / once))


def _time(call: Callable[[], object], repeats: int) -> float:
    gc.collect()
    start = process_time()
    for _ in range(repeats):
        call()
    return process_time() - start
