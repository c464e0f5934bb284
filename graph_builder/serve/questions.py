"""The library of questions for the editor page: the list, a question filled in, and ids that a slot may hold."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_builder.errors import UsageError
from graph_builder.graph import library
from graph_builder.serve.aside import aside
from graph_builder.serve.fault import Fault
from graph_builder.serve.served import Served
from graph_builder.views.cards import clean
from graph_builder.views.dossier import found_ids

_MOST = 20
_LONGEST = 100


async def listed(request: Request) -> Response:
    """Every question with its parameters."""
    return await aside(_listed)


def _listed() -> Response:
    return JSONResponse(
        [
            {
                "name": q.name,
                "text": q.text,
                "parameters": [
                    {
                        "name": p.name,
                        "type": p.type,
                        "kinds": list(p.kinds),
                        "default": p.default,
                        "explanation": p.explanation,
                    }
                    for p in q.parameters
                ],
            }
            for q in library.questions()
        ]
    )


async def filled(request: Request) -> Response:
    """A question in English and in SPARQL, with the arguments that the address gives."""
    return await aside(_filled, request)


def _filled(request: Request) -> Response:
    served: Served = request.app.state.site.current
    given = [(name, value) for name, value in request.query_params.multi_items() if value]
    arguments = dict(given)
    try:
        chosen = library.question(request.path_params["name"])
    except UsageError as error:
        raise Fault(404, str(error)) from None
    try:
        if len(arguments) < len(given):
            raise UsageError("a slot is filled twice")
        query = library.filled(chosen, arguments, served.book)
        return JSONResponse({"text": library.asked(chosen, arguments, served.book), "query": query})
    except UsageError as error:
        raise Fault(400, str(error)) from None


async def ids(request: Request) -> Response:
    """Ids, kinds and labels in which a word occurs, at most 20."""
    return await aside(_ids, request)


def _ids(request: Request) -> Response:
    word = request.query_params.get("q", "")[:_LONGEST].strip()
    kinds = set(filter(None, request.query_params.get("kinds", "").split(",")))
    rows = list(found_ids(request.app.state.site.current.book, word)) if word else []
    chosen = [row for row in rows if not kinds or row[1] in kinds][:_MOST]
    return JSONResponse([{"id": id_, "kind": kind, "label": clean(label)} for id_, kind, label in chosen])
