"""The public names."""

import re
import subprocess
import sys

import graph_builder


def test_every_public_name_can_be_had_and_is_documented():
    for name in graph_builder.__all__:
        assert getattr(graph_builder, name) is not None
        assert re.search(rf"\b{name}\b", graph_builder.__doc__), name


def test_the_command_line_starts_without_loading_graph_libraries():
    code = (
        "import sys, graph_builder.cli; print(sorted({'rdflib', 'networkx', 'pydantic', 'pyvis'} & set(sys.modules)))"
    )
    assert "[]\n" == subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
