"""The served data follows the files: sound changes take over between requests, faulty ones are told and wait."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from tests.serve.running import Server, alive, family, until

Start = Callable[..., AbstractContextManager[Server]]
OPPOSED = "SELECT ?s { ?s rdf:predicate kgo:opposes }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def changed(server: Server, old: str, new: str) -> None:
    """Writes the file as an editor does: a new one in its place."""
    path = server.folder / "facts" / "facts.yaml"
    text = path.read_text("utf-8")
    assert old in text
    beside = Path(f"{path}.tmp")
    beside.write_text(text.replace(old, new), "utf-8")
    os.replace(beside, path)


def opposed(server: Server) -> int:
    return len(server.ask(OPPOSED).json()["results"]["bindings"])


def test_a_sound_change_is_served_within_seconds_and_nothing_old_is_left(own_server: Start) -> None:
    with own_server("--workers", "2") as server:
        before, said = family(server.process.pid), server.get("health").json()
        dump = server.get("data.nq").text
        tag = server.ask(OPPOSED).headers["etag"]
        assert 1 == opposed(server)
        changed(server, "trotsky supports", "trotsky opposes")
        assert until(lambda: opposed(server) == 2)
        assert said["graph"] != server.get("health").json()["graph"]
        assert 200 == server.ask(OPPOSED, headers={"If-None-Match": tag}).status_code
        assert dump != server.get("data.nq").text
        assert until(lambda: not alive(before))
        assert 5 == len(alive(family(server.process.pid)))
        assert "reloaded: 10 statements of 14 things" in server.said.read_text("utf-8")


def test_a_faulty_change_is_told_and_the_old_data_goes_on(own_server: Start) -> None:
    with own_server() as server:
        changed(server, "lenin opposes", "lennin opposes")
        assert until(lambda: server.get("health").json()["status"] == "stale")
        said = server.get("health").json()
        assert 1 == said["problems"]
        assert "did you mean 'lenin'?" in said["first problem"]
        assert 1 == opposed(server)
        told = server.said.read_text("utf-8")
        assert "unknown subject 'lennin'; did you mean 'lenin'?  [unknown-id]" in told
        assert "the old goes on" in told
        changed(server, "lennin opposes", "lenin opposes")
        assert until(lambda: server.get("health").json()["status"] == "ok")


def test_a_folder_that_is_moved_away_is_missed_until_it_is_back(own_server: Start) -> None:
    with own_server() as server:
        for folder in (server.folder / "entities", server.folder):
            away = folder.with_name(folder.name + "-away")
            folder.rename(away)
            assert until(lambda: server.get("health").json()["status"] == "stale"), folder
            assert 1 == opposed(server)
            away.rename(folder)
            if folder != server.folder:  # whoever moves the whole has to change a file afterwards
                assert until(lambda: server.get("health").json()["status"] == "ok"), folder


def test_a_change_of_a_comment_starts_nothing_anew(own_server: Start) -> None:
    with own_server() as server:
        before = family(server.process.pid)
        changed(server, "source:", "# a remark\nsource:")
        assert not until(lambda: "reloaded" in server.said.read_text("utf-8"), 2)
        assert before == alive(family(server.process.pid))


def test_a_query_at_work_ends_on_the_old_data_while_others_see_the_new(own_server: Start) -> None:
    with own_server("--workers", "2", "--seconds", "6") as server:
        got: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: got.append(server.ask(LONG)))
        asking.start()
        assert until(lambda: server.get("health").json()["running"] == 1)
        changed(server, "trotsky supports", "trotsky opposes")
        assert until(lambda: opposed(server) == 2, 4)
        assert not got
        asking.join()
        assert 504 == got[0].status_code
        assert until(lambda: len(alive(family(server.process.pid))) == 5, 5)


def test_no_request_is_lost_while_the_data_changes(own_server: Start) -> None:
    with own_server("--workers", "2") as server:
        statuses: list[int] = []
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                statuses.append(server.ask(OPPOSED).status_code)

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for each in asking:
            each.start()
        for old, new, count in (("supports", "opposes", 2), ("opposes", "supports", 1), ("supports", "opposes", 2)):
            changed(server, f"trotsky {old}", f"trotsky {new}")
            assert until(lambda count=count: opposed(server) == count)
        done.set()
        for each in asking:
            each.join()
        assert {200} == set(statuses)
        assert len(statuses) > 20
