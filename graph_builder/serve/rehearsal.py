"""Lectures while they are written: built anew when their files change, and shown in a page that reloads itself.

What is built goes to disk as `graph-builder lecture` makes it; only the copies that are served here carry the script
that waits for the next one.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import html
import re
import secrets
import sys
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from watchfiles import Change, awatch

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.files import lecture_files
from graph_builder.lectures.folder import NAME, Lectures, check_lecture, check_lectures
from graph_builder.model.factbook import FactBook
from graph_builder.output import write_folder
from graph_builder.pipeline import check_folder
from graph_builder.views.problems import report, summary, visible

_SETTLED = 100  # milliseconds without a further change
_PATIENCE = 20.0  # seconds that a page waits before it asks again
_META = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_MEDIA = {
    "html": "text/html", "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "txt": "text/plain",
    "json": "application/json", "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
_FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SCRIPT = """(async () => {
  for (;;) {
    try {
      const answer = await fetch("/changed?seen=%s", { cache: "no-store" });
      if (answer.status === 200) return location.reload();
    } catch {
      await new Promise((done) => setTimeout(done, 500));
    }
  }
})();"""


@dataclass(slots=True)
class Rehearsal:
    """What is served now.  `file` is the one lecture that is watched, None for all of the folder.

    `built` holds the files of each lecture, by its id; `faults` what is wrong with the newest state, "" if nothing.
    `version` changes with each of them.
    """

    file: Path | None
    folder: Path
    target: Path
    book: FactBook | None = None
    built: dict[str, dict[str, bytes]] = field(default_factory=dict)
    faults: str = ""
    version: str = field(default_factory=lambda: secrets.token_hex(4))
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False


def rehearsal(file: Path | None, folder: Path, target: Path) -> tuple[Starlette, Callable[[], None]]:
    """The application that builds and shows lectures while they are edited, and a function that ends its waiting.

    Args:
        file: one lecture; None for every lecture of the data folder.
        target: where each lecture gets its folder.
    """
    state = Rehearsal(file, folder, target)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(_rebuild, state, facts=True)
        following = asyncio.create_task(_follow(state))
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    routes = [Route("/", _front), Route("/changed", _changed), Route("/{lecture:str}/{name:path}", _file)]
    # Else a page of the web could ask, under a name of its own that it lets point here (DNS rebinding).
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False)
    app = Starlette(routes=routes, lifespan=life, middleware=[hosts])
    app.state.rehearsal = state

    def ending() -> None:
        state.ended = True
        state.changed.set()

    return app, ending


async def _follow(state: Rehearsal) -> None:
    places = {state.folder.resolve(), *([state.file.resolve().parent] if state.file else [])}
    async for changes in awatch(*sorted(places), watch_filter=_matters, debounce=_SETTLED, step=20):
        facts = any(not _is_lecture(Path(path), state) for _, path in changes)
        before = state.version
        await asyncio.to_thread(_rebuild, state, facts=facts)
        if state.version != before:
            state.changed.set()
            state.changed = asyncio.Event()


def _matters(change: Change, path: str) -> bool:
    return path.endswith((".yaml", ".yml"))


def _is_lecture(path: Path, state: Rehearsal) -> bool:
    return (state.file is not None and path == state.file.resolve()) or (state.folder / NAME).resolve() in path.parents


def _rebuild(state: Rehearsal, *, facts: bool) -> None:
    """Builds what changed; where anything is wrong, says so and leaves the old as it is."""
    try:
        found = _checked(state, facts=facts)
        if state.book is not None:
            for lecture in found.lectures:
                files = {name: _raw(text) for name, text in lecture_files(lecture, state.book).items()}
                if files != state.built.get(lecture.id):
                    write_folder(state.target / lecture.id, files)
                    state.built[lecture.id] = files
                    state.version = secrets.token_hex(4)
                    _say(f"built {(state.target / lecture.id).as_posix()}: {len(lecture.scenes)} scenes")
        faults = _told(found) if any(p.level == "error" for p in found.problems) else ""
        warnings = "" if faults else report(found.problems, found.lines)
    except (GraphBuilderError, OSError) as error:
        faults, warnings = "\n".join(map(visible, str(error).split("\n"))), ""
    except Exception as error:  # noqa: BLE001  # a bug of ours must not end what the lecturer is at
        traceback.print_exc()
        faults, warnings = f"this program failed: {error!r}", ""
    if faults or warnings:
        _say((faults or warnings).rstrip("\n"))
    if faults != state.faults:
        state.faults = faults
        if not state.built:
            state.version = secrets.token_hex(4)
    if faults:
        _say("the lecture has errors; what was built before stays")


def _checked(state: Rehearsal, *, facts: bool) -> Lectures:
    if facts or state.book is None:
        checked = check_folder(state.folder)
        if checked.book is None:
            return Lectures((), checked.problems, checked.lines)
        state.book = checked.book
    return check_lecture(state.file, state.book) if state.file else check_lectures(state.folder, state.book)


def _told(found: Lectures) -> str:
    errors = [p for p in found.problems if p.level == "error"]
    return report(errors, found.lines) + summary(found.problems)


def _raw(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


def _front(request: Request) -> Response:
    """The deck, where there is one lecture; a list, where there are several; what is wrong, where there is none."""
    state: Rehearsal = request.app.state.rehearsal
    if len(state.built) == 1:
        return RedirectResponse(f"/{next(iter(state.built))}/deck.html", headers=_FRESH)
    listed = "".join(f'<li><a href="/{id_}/deck.html">{id_}</a></li>' for id_ in sorted(state.built))
    body = f"<ul>{listed}</ul>" if listed else f"<pre>{html.escape(state.faults or 'there is no lecture')}</pre>"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">'
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{policy}<title>Lectures</title></head>'
    return HTMLResponse(waiting(f"{page}<body>{body}</body></html>", state.version), headers=_FRESH)


def _file(request: Request) -> Response:
    state: Rehearsal = request.app.state.rehearsal
    lecture, name = request.path_params["lecture"], request.path_params["name"]
    if lecture not in state.built and not state.built:
        return RedirectResponse("/", headers=_FRESH)
    raw = state.built.get(lecture, {}).get(name)
    if raw is None:
        return PlainTextResponse("there is no such file\n", 404)
    media = _MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    if media == "text/html":
        raw = waiting(raw.decode("utf-8"), state.version).encode("utf-8")
    return Response(raw, media_type=media, headers=_FRESH)


async def _changed(request: Request) -> Response:
    """200 as soon as there is another version than the one that the page has seen; 204 if none comes for a while."""
    state: Rehearsal = request.app.state.rehearsal
    if request.query_params.get("seen") == state.version and not state.ended:
        with suppress(TimeoutError):
            await asyncio.wait_for(state.changed.wait(), _PATIENCE)
    same = state.ended or request.query_params.get("seen") == state.version
    return Response(status_code=204 if same else 200, headers=_FRESH)


def waiting(page: str, version: str) -> str:
    """The page with a script that reloads it when there is another version; its policy allows that and no more.

    >>> page = '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"><body></body>'
    >>> "connect-src &#x27;self&#x27;" in waiting(page, "1"), waiting(page, "1").count("<script>")
    (True, 1)
    """
    script = _SCRIPT % version
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    parts = _META.split(page, maxsplit=1)
    if len(parts) == 5:
        rules = {rule.split()[0]: rule.split()[1:] for rule in html.unescape(parts[2]).split(";") if rule.strip()}
        scripts = [source for source in rules.get("script-src", []) if source != "'none'"]
        rules |= {"script-src": [*scripts, f"'sha256-{digest}'"], "connect-src": ["'self'"]}
        parts[2] = html.escape("; ".join(" ".join([name, *sources]) for name, sources in rules.items()))
        page = "".join(parts)
    before, end, after = page.rpartition("</body>")
    return f"{before}<script>{script}</script>{end}{after}" if end else f"{page}<script>{script}</script>"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # the terminal is where the lecturer looks
