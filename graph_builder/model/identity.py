"""What makes a statement this one and no other, and the id that follows from it."""

from __future__ import annotations

from graph_builder.model.names import statement_id
from graph_builder.model.statements import Statement


def identity(statement: Statement) -> tuple[str, ...]:
    """What makes a statement this one and no other: everything but remarks, doubts and its place in the files.

    Rewording a note, or grading a doubt, leaves a statement's IRI as it is.
    """
    figure = statement.figure
    return (
        statement.locator.id,
        statement.view,
        _joined(statement.by),
        statement.subject,
        "not" if statement.negated else "",
        statement.relation,
        statement.object,
        f"{figure.written} {figure.unit} {figure.compared_to}" if figure else "",
        statement.when.edtf if statement.when else "",
        _joined(statement.at),
        _joined(statement.places),
        _joined(statement.via),
        statement.role,
        statement.how,
        statement.sense,
        statement.mode,
        statement.quote,
    )


def _joined(ids: tuple[str, ...]) -> str:
    return ",".join(sorted(ids)) if len(ids) > 1 else ids[0] if ids else ""


def named(statement: Statement) -> Statement:
    """The same statement, with its id: the curator's own, or one derived from `identity`.

    The id is set in place, as the last step of making a statement, before anybody else sees it: a copy of so wide a
    value takes as long as reading it.
    """
    if not statement.id:
        object.__setattr__(statement, "id", statement_id(identity(statement)))
    return statement
