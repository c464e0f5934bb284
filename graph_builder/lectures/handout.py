"""The handout on screen: figures, text, sentences with notes, questions and bibliography, as one HTML file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from graph_builder.lectures import fonts
from graph_builder.lectures.figures import credit
from graph_builder.lectures.lecture import Lecture
from graph_builder.lectures.markdown import to_html
from graph_builder.lectures.notes import Part, parts_of
from graph_builder.lectures.webpage import LATIN, bibliography, digest, environment, licences
from graph_builder.model.factbook import FactBook


def handout_page(lecture: Lecture, book: FactBook) -> str:
    """The handout of a lecture, as the whole text of an HTML file (UTF-8) without any script.

    Hidden scenes are left out.  Same lecture and book, same text.

    Raises: as `notes.parts_of`.
    """
    parts = [_part(part, book) for part in parts_of(lecture, book)]
    shown = [lecture.title, lecture.description, *(str(value) for part in parts for value in part.values())]
    return page_to_read(
        "handout.html.j2", book, shown, lecture=lecture, parts=parts, entries=bibliography(book),
        description=written(lecture.description, book), questions=[written(q, book) for q in lecture.questions],
        credit=credit(book.settings),
    )  # fmt: skip


def page_to_read(template: str, book: FactBook, texts: Iterable[str], **values: Any) -> str:
    """The page of a template that needs no script, with its own style and font.

    Args:
        texts: what the page shows, for the characters of its font.
    """
    style = Markup(fonts.face([LATIN, *texts, *map(str, bibliography(book))]) + "\n" + _STYLE)
    return (
        environment()
        .get_template(template)
        .render(
            language=book.settings.language,
            policy=_policy(style),
            style=style,
            licences=licences(others=False),
            **values,
        )
    )


def _part(part: Part, book: FactBook) -> dict[str, Any]:
    return {
        "number": part.number,
        "id": part.scene.id,
        "title": part.scene.title,
        "text": written(part.scene.text, book),
        "figure": Markup(part.figure),
        "sentences": part.sentences,
        "notes": part.notes,
        "questions": [written(question, book) for question in part.scene.questions],
    }


def written(text: str, book: FactBook) -> Markup:
    """Markdown as HTML in which things are words, for there is nothing to open; "" for none."""
    return Markup(to_html(text, book, things="words")) if text.strip() else Markup("")


def _policy(style: str) -> str:
    return (
        f"default-src 'none'; style-src {digest(style)}; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


_STYLE = """
*{box-sizing:border-box}
html{font:112.5%/1.5 "Source Sans Pro",sans-serif;color:#1a1a1a;background:#fff}
body{margin:0 auto;max-width:56rem;padding:2rem 1.25rem 4rem}
h1{font-size:2.1rem;line-height:1.15;margin:0 0 .3rem}
h2{font-size:1.35rem;line-height:1.25;margin:2.6rem 0 .5rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
h1,h2,h3,strong{font-weight:600}
p{margin:.4rem 0 .7rem}
.subtitle{font-size:1.25rem;margin:0}
.lecturer,.credit,.notes{color:#4d4d4d}
.thing{font-weight:600}
figure{margin:1rem 0}
figure svg{display:block;width:100%;height:auto;border:1px solid #c8c8c8;border-radius:4px}
ul,ol{margin:.3rem 0 .7rem;padding-left:1.3rem}
li{margin:.2rem 0}
.notes{font-size:.9rem;list-style:none;padding:0}
.notes li{display:inline-block;margin-right:1.2rem}
.notes .number,sup{font-size:.75rem}
sup{line-height:0}
a{color:#00557f}
a:focus-visible,summary:focus-visible{outline:3px solid #0072b2;outline-offset:2px}
sup a{display:inline-block;min-width:1.5rem;padding:.35rem .1rem;text-decoration:none;font-weight:600}
.questions{border-left:4px solid #e69f00;padding:.1rem 0 .1rem 1rem}
pre{white-space:pre-wrap;font-size:.75rem}
table{border-collapse:collapse}td,th{border:1px solid #c8c8c8;padding:.2rem .5rem;text-align:left}
@media print{html{font-size:10.5pt}body{max-width:none;padding:0}h2,h3{break-after:avoid}figure,li{break-inside:avoid}
details{display:none}a{color:inherit;text-decoration:none}}
"""
