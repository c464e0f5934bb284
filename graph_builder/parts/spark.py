"""The same tasks on Spark, for a library that outgrows one machine.  Needs the extra `spark`, and Java 17 or later.

Every worker needs the data folder and the folder of the parts under the same path (a shared file system), and this
package in its Python.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.pool import Runner

_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_FAILURES, _SLICES = 4, 8
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


def on_spark(master: str) -> Runner:
    """A runner on Spark.

    What the tasks share is broadcast.  There are eight slices of tasks for each worker: Spark does a slice again, and
    elsewhere, if its worker dies.

    Args:
        master: Spark's address, such as `local[4]`, `spark://host:7077` or `yarn`.

    Raises:
        UsageError: the extra or Java is not installed.
        GraphBuilderError: Spark cannot be started, or gave up on a task.
    """
    _check_installed()

    def run(function: Callable[[Any, Any], Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        if not tasks:
            return
        with started(master) as context:
            common = context.broadcast(shared)
            slices = min(len(tasks), _SLICES * context.defaultParallelism)
            yield from context.parallelize(tasks, slices).map(lambda task: function(task, common.value)).collect()
            common.destroy()

    return run


@contextmanager
def started(master: str) -> Iterator[Any]:
    """Spark's context; within, what Spark says of a failure is one message.

    Raises:
        UsageError, GraphBuilderError: as `on_spark`.
    """
    _check_installed()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield _context(master)
    except (Py4JError, PySparkException, RuntimeError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise GraphBuilderError(f"Spark at {master}: {lines[-1] if lines else type(error).__name__}") from None


def _check_installed() -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        raise UsageError("Spark is not installed: pip install 'graph-builder[spark]'") from None
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise UsageError("Spark needs Java 17 or later, and there is none; Debian has it as openjdk-17-jre-headless")


def _context(master: str) -> Any:
    """Spark's context: the one that there is, or a new one."""
    from pyspark import SparkConf, SparkContext

    os.environ["PYSPARK_PYTHON"] = os.environ.get("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local[") and "," not in master:
        master = f"{master[:-1]},{_FAILURES}]"  # or Spark on one machine gives up at the first worker that dies
    conf = SparkConf().setMaster(master).setAppName("graph-builder")
    for key, value in {**_QUIET, **(_LOCAL if master.startswith("local") else {})}.items():
        conf.set(key, value)
    return SparkContext.getOrCreate(conf)
