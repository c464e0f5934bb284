"""Work beside the event loop: what takes milliseconds of Python, in few threads, on the account of the client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from graph_builder.serve.lines import charge

_P = ParamSpec("_P")
_T = TypeVar("_T")
_HANDS = ThreadPoolExecutor(2, thread_name_prefix="aside")  # only one thread of Python's is at work at any time


async def aside(function: Callable[_P, _T], /, *arguments: _P.args, **more: _P.kwargs) -> _T:
    """What the function returns; meanwhile other requests go on."""
    result, seconds = await asyncio.get_running_loop().run_in_executor(
        _HANDS, _timed, partial(function, *arguments, **more)
    )
    charge(seconds)
    if isinstance(result, _Raised):
        raise result.error
    return result


class _Raised:
    def __init__(self, error: Exception) -> None:
        self.error = error


def _timed(work: Callable[[], _T]) -> tuple[_T | _Raised, float]:
    began = time.thread_time()
    try:
        return work(), time.thread_time() - began
    except Exception as error:  # noqa: BLE001  # it is raised again where it is waited for
        return _Raised(error), time.thread_time() - began
