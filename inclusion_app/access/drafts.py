"""What a browser sends of a form that is being typed: the page it belongs to, and its fields."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from inclusion_app.access.rules import local_path

LARGEST = 200_000
_LONGEST_PATH = 200
_NOT_KEPT = frozenset({"csrf_token", "page"})


class Posted(NamedTuple):
    """The path of a form's page, and the values of its fields."""

    path: str
    fields: Mapping[str, Sequence[str]]


def read_posted() -> Posted | None:
    """The draft in this request, from a form (`?page=` or a field `page`) or from JSON; None when it is none."""
    if (request.content_length or 0) > LARGEST:
        return None
    body = _json() if request.is_json else None
    path = local_path(request.args.get("page") or (_text(body, "page") if body else request.form.get("page")))
    if not _is_form(path):
        return None
    return _kept(path, _from_json(body)) if body else of_page(path)


def of_page(path: str) -> Posted | None:
    """The fields of this request's form, as a draft of the page at `path`."""
    return _kept(path, {name: request.form.getlist(name) for name in request.form})


def _kept(path: str, fields: Mapping[str, Sequence[str]]) -> Posted | None:
    kept = {name: values for name, values in fields.items() if name not in _NOT_KEPT}
    return Posted(path, kept) if kept and len(path) <= _LONGEST_PATH else None


def _json() -> Any:
    """The body as JSON; None when it is none, or nested beyond reason."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _from_json(body: Any) -> dict[str, list[str]]:
    fields = body.get("fields") if isinstance(body, dict) else None
    if not isinstance(fields, dict):
        return {}
    return {
        _writable(name): [_writable(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in fields.items()
    }


def _writable(value: Any) -> str:
    """As text that a page can show again: JSON may hold halves of characters, which no page can."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _text(body: Any, name: str) -> str | None:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else None


def _is_form(path: str) -> bool:
    """The path is that of a page whose form is sent to itself."""
    if "?" in path:
        return False
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, "GET")) and bool(adapter.match(path, "POST"))
    except HTTPException:
        return False
