"""A process of its own for what may hang, die or take all memory; it ends with the one that it works for."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def process_apart(begins: Callable[..., None] | None = None, *given: object) -> ProcessPoolExecutor:
    """One, begun anew and not forked: nothing of ours is in it. `begins` is called there first, with what is given."""
    return ProcessPoolExecutor(1, get_context("spawn"), _begin, (begins, given))


def _begin(begins: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    Thread(target=_end_with_the_other, daemon=True).start()
    if begins:
        begins(*given)


def _end_with_the_other() -> None:
    """Whoever is killed tells nobody: without this, its helper would wait for work for ever."""
    other = parent_process()
    if other is not None:
        other.join()
        os._exit(1)
