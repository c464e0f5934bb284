"""What stands between us and a store: proxies of the environment, a port that speaks another protocol."""

from __future__ import annotations

import socket

import pytest

from graph_builder.errors import QueryError, UsageError
from graph_builder.graph.remote import ask_endpoint
from graph_builder.graph.wire import Connection, Credentials, send
from tests.graph.servers import Answered, free_port, scripted

YES = Answered(200, b'{"head": {}, "boolean": true}', "application/sparql-results+json")
NOBODY = Credentials()


@pytest.mark.parametrize(
    ("proxy", "message"),
    [
        ("socks5://me:secret@127.0.0.1:9", "cannot be used; a SOCKS proxy needs"),
        ("http://secret::::", "cannot be used"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_address(
    proxy: str, message: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(UsageError, match=message) as error:
        ask_endpoint("http://store.invalid/sparql", "ASK {}", credentials=NOBODY)
    assert "secret" not in str(error.value)
    with scripted(YES) as server:  # a server of this machine is asked without it
        assert ask_endpoint(server.url, "ASK {}", credentials=NOBODY).raw


def test_who_fails_behind_a_proxy_is_told_that_there_is_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(QueryError, match="through the proxy of the environment: Connection refused"):
        ask_endpoint("http://store.invalid/sparql", "ASK {}", credentials=NOBODY)


def test_https_to_a_port_of_plain_http_fails_at_once_with_the_remedy():
    """Oxigraph's server says nothing to a TLS greeting; six attempts took two minutes."""
    waits: list[float] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        connection = Connection(NOBODY, seconds=0.5, tries=6, sleep=waits.append)
        with pytest.raises(QueryError, match="does the server speak https at that port"):
            send(connection, "GET", f"https://127.0.0.1:{silent.getsockname()[1]}/query")
    assert [] == waits
