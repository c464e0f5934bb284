"""A lecture while it is written: a saved file is built anew and shown, a faulty one is told and the old page stays."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_builder.serve.rehearsal import Rehearsal, _rebuild, waiting
from tests.serve.running import until

World = Callable[[str], Path]
OLD, NEW = "What this lecture asks", "What this lecture really asks"


@dataclass(frozen=True, slots=True)
class Watch:
    """A running `graph-builder watch`: its address, the data folder, where it builds and what it has said."""

    url: str
    folder: Path
    target: Path
    said: Path

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=40, trust_env=False, follow_redirects=True)

    def shows(self, text: str, path: str = "tiny/deck.html") -> bool:
        return until(lambda: text in self.get(path).text, 40)

    def tells(self, text: str) -> bool:
        return until(lambda: text in self.said.read_text("utf-8"), 40)

    def changed(self, old: str, new: str, path: str = "lectures/tiny.yaml") -> None:
        """Writes the file as an editor does: a new one in its place."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        beside = Path(f"{file}.tmp")
        beside.write_text(text.replace(old, new), "utf-8")
        os.replace(beside, file)


@contextlib.contextmanager
def watching(folder: Path, what: str = "lectures/tiny.yaml") -> Iterator[Watch]:
    """The verb over a data folder; afterwards it has ended, by SIGINT, and nothing of it is left."""
    target, said = folder.parent / "built", folder.parent / "said.txt"
    command = [sys.executable, "-m", "graph_builder.cli", "watch", str(folder / what), "--data", str(folder)]
    with said.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*command, "--output", str(target), "--port", "0"], stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 60)
        line = process.stdout.readline() if ready else ""
        found = re.search(r"shown at (http://\S+/);", line)
        assert found, f"{line}\n{said.read_text('utf-8')}"
        yield Watch(found[1], folder, target, said)
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(15)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_a_saved_lecture_is_built_and_shown_and_what_is_on_disk_has_no_script_of_ours(world: World):
    with watching(world("tiny")) as watch:
        assert watch.shows(OLD, "")
        watch.changed(OLD, NEW)
        assert watch.shows(NEW)
        deck = (watch.target / "tiny" / "deck.html").read_text("utf-8")
        assert NEW in deck
        assert "/changed?seen=" not in deck
        assert "/changed?seen=" in watch.get("tiny/deck.html").text
        assert (watch.target / "tiny" / "manifest.json").is_file()


def test_a_page_of_the_web_that_points_its_name_here_is_shown_nothing(world: World):
    with watching(world("tiny")) as watch:
        assert watch.shows(OLD, "")
        for host, status in (
            ("127.0.0.1:1", 200),
            ("localhost", 200),
            ("evil.example", 400),
            ("127.0.0.1.evil.example", 400),
        ):
            for path in ("tiny/deck.html", "changed?seen="):
                assert status == httpx.get(watch.url + path, headers={"Host": host}, trust_env=False).status_code


def test_a_faulty_lecture_is_told_and_the_old_page_stays_until_it_is_mended(world: World):
    with watching(world("tiny")) as watch:
        assert watch.shows(OLD)
        watch.changed("focus: red-army-abroad", "focus: red-army-abrod")
        assert watch.tells("unknown id 'red-army-abrod'; did you mean 'red-army-abroad'?")
        assert watch.tells("what was built before stays")
        assert watch.shows(OLD)
        watch.changed("focus: red-army-abrod", "focus: red-army-abroad")
        watch.changed(OLD, NEW)
        assert watch.shows(NEW)


def test_a_change_of_the_facts_is_shown_too(world: World):
    with watching(world("tiny")) as watch:
        assert watch.shows("Lenin")
        watch.changed("label: Lenin", "label: Vladimir Ulyanov", "entities/things.yaml")
        assert watch.shows("Ulyanov")


def test_one_begins_with_a_faulty_lecture_and_sees_what_is_wrong(world: World):
    folder = world("tiny")
    path = folder / "lectures" / "tiny.yaml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("lenin", "lennin"), "utf-8")
    with watching(folder) as watch:
        assert watch.shows("unknown id &#x27;lennin&#x27;")
        assert not (watch.target / "tiny").exists()
        path.write_text(sound, "utf-8")
        assert watch.shows(OLD)


def test_of_a_whole_folder_every_lecture_is_listed(world: World):
    folder = world("tiny")
    second = "lecture: second\ntitle: Second\nscenes: [{id: a, title: A, text: B}]\n"
    (folder / "lectures" / "second.yaml").write_text(second, "utf-8")
    with watching(folder, "") as watch:
        assert until(lambda: '<a href="/second/deck.html">' in watch.get("").text, 40)
        assert 404 == watch.get("second/nothing.html").status_code
        watch.changed("title: A", "title: Quite another", "lectures/second.yaml")
        assert watch.shows("Quite another", "second/deck.html")


def test_an_open_page_reloads_by_itself_and_stays_on_its_scene(browser: Any, world: World):
    heard: list[str] = []
    with watching(world("tiny")) as watch:
        assert watch.shows(OLD)
        context = browser.new_context()
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(watch.url + "tiny/deck.html#/debate-1920")
        assert page.locator("body", has_text="carry the revolution abroad").count() == 1
        watch.changed("was for it", "was all for it")
        page.get_by_text("was all for it").first.wait_for(state="attached", timeout=40_000)
        assert page.url.endswith("#/debate-1920")
        context.close()
    assert [] == heard


def test_a_bug_of_ours_is_told_and_does_not_end_the_session(world: World, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    folder = world("tiny")
    state = Rehearsal(folder / "lectures" / "tiny.yaml", folder, folder.parent / "built")
    monkeypatch.setattr("graph_builder.serve.rehearsal.lecture_files", fails)
    _rebuild(state, facts=True)
    assert ("this program failed: ZeroDivisionError('a bug')", {}) == (state.faults, state.built)


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'none'",
        "default-src 'none'; script-src 'none'",
        "default-src 'none'; script-src 'sha256-abc='",
        "default-src 'none'; connect-src 'none'",
    ],
)
def test_the_policy_of_a_served_page_allows_the_script_and_its_question_only(policy: str):
    page = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}"></head><body>A</body>'
    (made,) = re.findall(r'content="([^"]*)"', waiting(page, "1"))
    made = made.replace("&#x27;", "'")
    assert "default-src 'none'; " in made
    assert made.count("connect-src 'self'") == made.count("script-src '") == made.count("connect-src") == 1
    assert ("'sha256-abc=' 'sha256-" in made) == ("abc" in policy)
    assert "'none' 'sha256" not in made
