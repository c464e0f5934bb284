"""The network as GraphML and GEXF: the texts that networkx writes, in a fraction of its time.

networkx builds a tree of all elements and walks it several times.  Here it writes a sample, the first nodes and edges
that have each attribute, which gives the head with its keys and their numbers; the elements are text.  That the whole
is what networkx gives, byte for byte, is tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")
_BREAKS = re.compile(r"[\r\n\t]")
_LINES = str.maketrans({"\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})
_ITSELF = ("id", "label", "start", "end")
"""What GEXF writes as attributes of the element itself."""


def graphml_of(graph: networkx.MultiDiGraph[str]) -> str:
    """The network as GraphML; all its values are text or truth values."""
    import networkx

    if not graph.size():
        return "\n".join(networkx.generate_graphml(graph, named_key_ids=True)) + "\n"
    whole = "\n".join(networkx.generate_graphml(_sample(graph), named_key_ids=True))
    found = [whole[: whole.index("    <node ")]]
    for node, values in graph.nodes(data=True):
        found.append(_graphml("node", {"id": node}, values))
    for source, target, key, values in graph.edges(data=True, keys=True):
        found.append(_graphml("edge", {"source": source, "target": target, "id": key}, values))
    return _ascii([*found, whole[whole.rindex("</edge>\n") + 8 :], "\n"])


def _graphml(tag: str, own: Mapping[str, str], values: Mapping[str, Any]) -> str:
    head = f"    <{tag}{_attributes(own)}"
    rows = [_data(key, str(value)) for key, value in values.items()]
    return f"{head}>\n{''.join(rows)}    </{tag}>\n" if rows else f"{head} />\n"


def _data(key: str, text: str) -> str:
    return f'      <data key="{key}">{escape(text, quote=False)}</data>\n' if text else f'      <data key="{key}" />\n'


def gexf_of(graph: networkx.MultiDiGraph[str]) -> str:
    """The network as GEXF 1.2, as networkx writes it; all its values are text or truth values."""
    import networkx

    if not graph.size():
        return "\n".join(networkx.generate_gexf(graph, version="1.2draft")) + "\n"
    whole = "\n".join(networkx.generate_gexf(_sample(graph), version="1.2draft"))
    nodes: list[Any] = list(graph.nodes(data=True))
    edges: list[Any] = [
        (s, t, {**values, "networkx_key": key}) for s, t, key, values in graph.edges(data=True, keys=True)
    ]
    numbers = {key: str(i) for i, key in enumerate(_keys(values for _, values in nodes))}
    others = {key: str(i) for i, key in enumerate(_keys(values for _, _, values in edges), len(numbers))}
    found = [whole[: whole.index("      <node ")]]
    found += [_gexf("node", {"id": node, "label": node}, values, numbers) for node, values in nodes]
    found.append("    </nodes>\n    <edges>\n")
    found += [_gexf("edge", {"source": s, "target": t}, values, others) for s, t, values in edges]
    return _ascii([*found, "    </edges>\n  </graph>\n</gexf>\n"])


def _keys(several: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each key once, in the order in which they come, but for those that are the element's own."""
    found: dict[str, None] = {}
    for values in several:
        found.update(dict.fromkeys(values))
    return (key for key in found if key not in _ITSELF)


def _gexf(tag: str, ends: Mapping[str, str], values: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    own = {**ends, **{key: str(values[key]) for key in _ITSELF if key in values}}
    rows = [
        f'          <attvalue for="{numbers[key]}" value="{_attribute(_said(value))}" />\n'
        for key, value in values.items()
        if key in numbers
    ]
    inner = f"        <attvalues>\n{''.join(rows)}        </attvalues>\n" if rows else ""
    head = f"      <{tag}{_attributes(own)}"
    return f"{head}>\n{inner}      </{tag}>\n" if rows else f"{head} />\n"


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _attributes(own: Mapping[str, str]) -> str:
    return "".join([f' {key}="{_attribute(value)}"' for key, value in own.items()])


def _attribute(text: str) -> str:
    made = escape(text, quote=False).replace('"', "&quot;")
    return made.translate(_LINES) if _BREAKS.search(made) else made


def _ascii(parts: Iterable[str]) -> str:
    """As an XML file of which no reader can mistake the encoding."""
    return "".join(parts).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _sample(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """The nodes and edges that are the first to have an attribute, in their order, and the bare ends of such edges."""
    import networkx

    nodes = dict(_first(((node, values), values) for node, values in graph.nodes(data=True)))
    edges = list(_first((edge, edge[3]) for edge in graph.edges(data=True, keys=True)))
    ends = {end for source, target, _, _ in edges for end in (source, target)}
    sample: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(**graph.graph)
    sample.add_nodes_from((node, nodes.get(node, {})) for node in graph if node in nodes or node in ends)
    for source, target, key, values in edges:
        sample.add_edge(source, target, key=key, **values)
    return sample


def _first(several: Iterable[tuple[T, Mapping[str, Any]]]) -> Iterator[T]:
    """Those among them that are the first to have a value of some name and type."""
    known: set[tuple[str, type]] = set()
    for one, values in several:
        if new := {(key, type(value)) for key, value in values.items()} - known:
            known |= new
            yield one
