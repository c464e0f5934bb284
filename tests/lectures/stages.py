"""Stages made by hand or by chance, for tests of layouts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from graph_builder.errors import Where
from graph_builder.lectures.lecture import Node, Scene, Selection, Stage, Tie
from graph_builder.model.sources import Locator
from graph_builder.model.statements import Statement

KINDS = ("Person", "Group", "State", "Event", "Document", "Concept", "Situation", "Outlook", "Claim")
TEXT = """diplomatic recognition of Soviet Russia peaceful coexistence revolution in Europe trade with the capitalist
powers famine relief concessions equilibrium intervention stabilization of capitalism industrialization Locarno debts"""
WORDS = TEXT.split()
VERBS = ("supports", "is conditional on", "believes in", "contrasts with", "is about", "takes part in", "characterises")


def stage(nodes: list[Node], ties: list[Tie], layout: str = "flow", **more: object) -> Stage:
    """A stage of these, as if a scene had chosen them."""
    scene = Scene(id="scene", title="A scene", layout=layout, where=Where("lectures/a.yaml", 3, 3), **more)  # type: ignore[arg-type]
    statements = tuple(
        Statement(
            id=tie.id, subject=tie.source, relation=tie.relation, object=tie.target,
            locator=Locator("jacobson-1994", 1, 1), where=Where("facts/a.yaml"),
        )
        for tie in ties
    )  # fmt: skip
    return Stage(scene, Selection(tuple(node.id for node in nodes), statements), tuple(nodes), tuple(ties))


def by_chance(seed: int, layout: str, things: int = 14, facts: int = 20) -> Stage:
    """A stage of 2 to `things` nodes and up to `facts` ties, at most four times as many, with labels short and long."""
    chance = Random(seed)
    count = chance.randint(2, things)
    nodes = []
    for i in range(count):
        label = " ".join(chance.choice(WORDS) for _ in range(chance.choice((1, 2, 3, 4, 6, 8))))
        nodes.append(
            Node(f"n{i}", chance.choice(KINDS), label, focus=i == 0, words=chance.choice(("", "October 1921")))
        )
    ties = []
    voice = chance.choice(("author", "outlook"))
    for i in range(chance.randint(1, min(facts, 4 * (count - 1)))):
        source, target = chance.sample(range(count), 2)
        sign = chance.choice(("", "+", "-"))
        negated = chance.random() < 0.1
        relation = {"": "supports", "+": "promotes", "-": "hinders"}[sign]
        verb = f"does not {relation[:-1]}" if negated else relation if sign else chance.choice(VERBS)
        ties.append(
            Tie(
                f"s{i}",
                f"n{source}",
                f"n{target}",
                relation,
                verb,
                voice,
                sign=sign,
                negated=negated,
                according="according to Lenin" if voice == "outlook" else "",
                doubted=chance.random() < 0.1,
            )
        )
    return stage(nodes, ties, layout)


def shuffled(one: Stage, seed: int) -> Stage:
    """The same stage, told in another order."""
    chance = Random(seed)
    nodes, ties = list(one.nodes), list(one.ties)
    chance.shuffle(nodes)
    chance.shuffle(ties)
    return replace(one, nodes=tuple(nodes), ties=tuple(ties))
