"""The explorer as a value that a notebook shows in place: the same page, in a frame that may only run.

The page stands in the frame's `srcdoc`, so that it works offline and in a notebook that was exported to HTML.  Nothing
is written here: `html` is the whole text of the file.
"""

from __future__ import annotations

import html as markup
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_builder.errors import UsageError
from graph_builder.model.factbook import FactBook
from graph_builder.model.names import did_you_mean
from graph_builder.views.explorer_page import address, explorer_of
from graph_builder.views.explorer_payload import explorer_payload

SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""What the page may do within a frame: run, hand out files, open a page of the source in a tab of its own."""


@dataclass(frozen=True, slots=True, repr=False)
class ExplorerPage:
    """An explorer's page: `html` is its whole text; a notebook shows it in a frame of this height.  Units: pixels."""

    html: str
    title: str
    statements: int
    height: int = 720

    def _repr_html_(self) -> str:
        return frame(self.html, self.title, self.height)

    def __str__(self) -> str:
        """The whole text of the file."""
        return self.html

    def __repr__(self) -> str:
        """Title and count; the whole page would fill the screen."""
        return f"<explorer of {self.title}: {self.statements:,} statements>"


def explorer(
    book: FactBook,
    selection: str | Iterable[str] = (),
    state: str | Mapping[str, str] | None = None,
    *,
    ids: Iterable[str] | None = None,
    title: str | None = None,
    height: int = 720,
    ask: bool = True,
) -> ExplorerPage:
    """The explorer of a book, opened on a selection, as a value that a notebook shows.

    Args:
        selection: the id, or ids, of things whose neighbourhoods the graph opens with; the first one is selected.
        state: what it opens with beyond that: the part of an address after #, or its parts.
        ids: shows only what is between these.
        height: of the frame in a notebook, in pixels.
        ask: whether the query engine is inside, which makes the page several times larger.

    Same arguments, same text.

    Raises: UsageError, if an id does not exist; GraphBuilderError, if there is no bundle.
    """
    made = explorer_payload(book, ids, title)
    selected = [selection] if isinstance(selection, str) else list(selection)
    known = {row["id"] for row in (*made["nodes"], *made["edges"])}
    for id_ in selected:
        if id_ not in known:
            raise UsageError(f"unknown id '{id_}'{did_you_mean(id_, known)}")
    page = explorer_of(made, opening(selected, state), book if ask else None)
    return ExplorerPage(page, made["title"], len(made["edges"]), height)


def frame(page: str, title: str, height: int) -> str:
    """A page within another one, from which it can neither read nor take anything.

    >>> frame('<p title="x">', "A & B", 300)[:62]
    '<iframe title="A &amp; B" srcdoc="&lt;p title=&quot;x&quot;&gt'
    """
    return (
        f'<iframe title="{markup.escape(title)}" srcdoc="{markup.escape(page)}" sandbox="{SANDBOX}" width="100%" '
        f'height="{int(height)}" style="border: 1px solid #8888"></iframe>'
    )


def opening(selection: list[str], state: str | Mapping[str, str] | None) -> str:
    """The part of an address after # for a selection and a state; where both say something, the state counts.

    >>> opening(["lenin", "krasin"], {"view": "table"}), opening([], "#view=senses")
    ('id=lenin&open=lenin,krasin&view=table', 'view=senses')
    """
    parts = {"id": selection[0], "open": ",".join(selection)} if selection else {}
    return "&".join(part for part in (address(parts), address(state)) if part)
