"""What stands between a text and the machine of its reader: pages in a Chromium that tells whatever a text does.

A policy that stops something is told too: texts are to be escaped, and the policy is the second wall.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LISTEN = """
addEventListener("securitypolicyviolation",
    (event) => __stopped(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`), true);
Object.defineProperty(window, "__before", { value: new Set(Object.getOwnPropertyNames(Object.prototype)) });
"""
_LOOK = """(document) => {
    const counted = ["script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe",
        "base", "meta", "link", "style", "img", "image", "picture", "source", "video", "audio", "track",
        "foreignobject", "use", "animate", "set", "animatetransform", "animatemotion", "handler", "math", "template",
        "marquee", "bgsound", "feimage", "mglyph", "xss", "isindex", "noembed", "xmp", "plaintext", "noscript", "form",
        "title", "body", "html"];
    const counts = {}, names = new Set(), wrong = [];
    const addresses = ["href", "xlink:href", "src", "srcset", "srcdoc", "action", "formaction", "data", "poster",
        "background", "ping", "cite", "codebase", "manifest", "to", "values", "from"];
    const fine = (value) => {
        const bare = value.replace(/[\\x00-\\x20]/g, "");
        const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(bare);
        const known = /^(https?:|blob:|data:,|data:image[/](png|svg[+]xml);base64,)/;
        return scheme ? known.test(bare) : !/^[/\\\\]{2}/.test(bare);
    };
    const look = (root) => {
        for (const one of root.querySelectorAll("*")) {
            const name = one.localName.toLowerCase();
            names.add(name);
            if (counted.includes(name)) counts[name] = (counts[name] ?? 0) + 1;
            for (const { name: key, value } of one.attributes) {
                if (/^on/i.test(key)) wrong.push(`${name} ${key}=${value}`);
                const page = name === "iframe" && key === "srcdoc", said = `${name} ${key}=${value}`;
                if (addresses.includes(key.toLowerCase()) && !page && !fine(value)) wrong.push(said);
                if (key === "style" && /url|expression|import|binding|behavior/i.test(value)) wrong.push(said);
            }
            if (one.shadowRoot) look(one.shadowRoot);
            if (one.content && one.content.querySelectorAll) look(one.content);
        }
    };
    look(document);
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    if (window.__before) wrong.push(...inherited.filter((name) => !__before.has(name)));
    return { counts, names: [...names].sort(), wrong };
}"""
SEEN = f"() => ({_LOOK})(document)"
"""What there is in the page."""
PARSED = f"""(texts) => (texts ? texts.map((text) => new DOMParser().parseFromString(text, "text/html")) : [document])
    .map({_LOOK})"""
"""The same of every text as a page that is read and never shown, or of the page itself."""
ALONG = f"""async (addresses) => {{
    const found = [];
    for (const address of addresses) {{
        const before = location.href;
        const changed = new Promise((done) => addEventListener("hashchange", done, {{ once: true }}));
        location.hash = address;
        if (location.href !== before) await changed;
        await new Promise((done) => setTimeout(done, 20));
        document.querySelectorAll("details").forEach((one) => {{ one.open = true; }});
        found.push(({_LOOK})(document));
    }}
    return found;
}}"""
"""The same at each of these addresses behind the hash, with everything opened."""
MARKDOWN = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "button",
        "code",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""What a lecturer's Markdown may make."""


OF_PICTURES = ("GL Driver Message", "Too many active WebGL contexts")
"""What the software rasteriser says of our own pictures, and Chromium where hundreds are opened within seconds."""


@dataclass(slots=True)
class Wall:
    """A browser's context, the folder that its pages lie in, and what was heard; `own` are addresses that are ours."""

    context: Any
    folder: Path
    heard: list[str] = field(default_factory=list)
    own: tuple[str, ...] = ("data:", "blob:", "about:")

    def page(self) -> Any:
        return self.context.new_page()

    def open(self, page: Any, name: str, content: str | bytes, ready: str = "html", hash_: str = "") -> None:
        """Opens a page's text from disk."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        page.goto("about:blank")
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector(ready, state="attached")


@contextlib.contextmanager
def guarded(browser: Any, folder: Path, **more: Any) -> Iterator[Wall]:
    """A context of the browser that hears what runs, what is asked for, and what is complained of."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, **{"offline": True, "reduced_motion": "reduce", **more}
    )
    wall = Wall(context, folder)
    wall.own = (*wall.own, folder.as_uri())

    def asked(request: Any) -> None:
        if not request.url.startswith(wall.own):
            wall.heard.append(f"asked for {request.url}")

    def said(message: Any) -> None:
        if not any(words in message.text for words in OF_PICTURES):
            wall.heard.append(f"{message.type}: {message.text}")

    def asked_of_reader(dialog: Any) -> None:
        wall.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def listen(page: Any) -> None:
        page.on("console", said)
        page.on("dialog", asked_of_reader)
        page.on("pageerror", lambda error: wall.heard.append(f"error: {error}"))

    context.expose_binding("__ran", lambda source, *it: wall.heard.append(f"{it} ran in {source['frame'].url}"))
    context.expose_binding("__stopped", lambda source, it: wall.heard.append(f"stopped by the policy alone: {it}"))
    context.add_init_script(LISTEN)
    context.on("request", asked)
    context.on("page", listen)
    try:
        yield wall
        for page in context.pages:
            page.wait_for_timeout(20)
    finally:
        context.close()


def seen(page: Any) -> dict[str, Any]:
    """Which elements there are, how many of those that do something, and every attribute that could do harm."""
    found: dict[str, Any] = page.evaluate(SEEN)
    return found


def like(harmless: dict[str, Any], hostile: dict[str, Any], own: Set[str]) -> list[str]:
    """What the page of a hostile world has and that of the harmless one has not.

    Args:
        own: the names of elements that the page may have.
    """
    odd = [f"new element {name}" for name in sorted(set(hostile["names"]) - own)]
    for name in sorted(harmless["counts"].keys() | hostile["counts"].keys()):
        pair = harmless["counts"].get(name, 0), hostile["counts"].get(name, 0)
        if pair[0] != pair[1]:
            odd.append(f"{name}: {pair[1]} instead of {pair[0]}")
    return [*odd, *hostile["wrong"]]
