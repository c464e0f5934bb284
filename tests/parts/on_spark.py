"""What Spark makes of some parts and of one network by chance, as JSON: run in a process of its own, one session."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 12
"""Of PageRank on the network by chance, which would need a hundred: past the tenth Spark forgets its plan."""

Pairs = list[tuple[str, str]]


def by_chance() -> Pairs:
    """A long chain, loops, statements said twice, and pairs by lot."""
    dice = random.Random(1)
    chain = [(f"link-{i:02}", f"link-{i + 1:02}") for i in dice.sample(range(40), 40)]
    lots = [(f"thing-{dice.randrange(60)}", f"thing-{dice.randrange(60)}") for _ in range(50)]
    return [*chain, *lots, *lots[:10], ("alone", "alone"), ("two", "one"), ("one", "two")]


def main(arguments: Sequence[str]) -> None:
    from graph_builder.errors import GraphBuilderError
    from graph_builder.parts.analyse_spark import ON_SPARK, analyse_on_spark, measured_there
    from graph_builder.parts.spark import started

    folder, damaged = map(Path, arguments)
    told: dict[str, object] = {}
    for measure in ON_SPARK:
        told[f"parts {measure}"] = analyse_on_spark(folder, measure, "all", 0, "local[2]")._asdict()
        if measure != "pagerank":
            told[f"first {measure}"] = analyse_on_spark(folder, measure, "plain", 3, "local[2]")._asdict()
        with started("local[2]") as context:
            told[f"chance {measure}"] = measured_there(context.parallelize(by_chance(), 3), measure, rounds=ROUNDS)
    try:
        analyse_on_spark(damaged, "degree", master="local[2]")
    except GraphBuilderError as error:
        told["damaged"] = str(error)
    sys.stdout.write("\n" + json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
