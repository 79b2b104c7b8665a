"""The field that finds something by its name: suggestions while typing, resolved by the server in any case."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import widgets
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

_SHOWN = 6


class Candidate(NamedTuple):
    """Something that may be meant: its key, and the label by which people know it."""

    value: str
    label: str


Resolver = Callable[[str], Sequence[Candidate]]


class LookupField(wtforms.Field):
    """`data` is the key of what was found, or None.

    The view gives `form.x.resolver`, a function from a text (or a key) to the candidates, before validating or
    rendering; `endpoint` names the route that suggests (`?q=` → `[{"value" or "code": …, "label": …, "hint": …}]`).
    Without JavaScript the typed text alone is resolved.
    """

    kind = "lookup"
    size = "wide"
    widget = widgets.TextInput()
    not_found = lazy_gettext("Nous n’avons rien trouvé pour «\u00a0%(text)s\u00a0». Vérifiez l’orthographe.")
    several = lazy_gettext("Plusieurs réponses possibles\u00a0: %(labels)s. Précisez laquelle.")

    def __init__(self, *args: Any, endpoint: str = "", least: int = 2, **kwargs: Any) -> None:
        kwargs["render_kw"] = {"autocomplete": "off", "spellcheck": "false"} | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)
        self.endpoint = endpoint
        self.least = least
        self.resolver: Resolver | None = None
        self.text: str | None = None
        self.key = ""

    @property
    def key_name(self) -> str:
        return f"{self.name}-code"

    def process(
        self,
        formdata: Any,
        data: Any = wtforms.utils.unset_value,
        extra_filters: Any = None,
    ) -> None:
        self.text = None
        self.key = str(formdata.get(self.key_name, "")).strip() if formdata else ""
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.text = str(valuelist[0]).strip() if valuelist else ""
        self.raw_data = [self.text]  # spaces alone are nothing, also to what requires a choice
        self.data = None

    def pre_validate(self, form: BaseForm) -> None:
        if self.text is None:
            return
        self.data = self._resolve() if self.text else None

    def _value(self) -> str:
        if self.text is not None:
            return self.text
        if not self.data:
            return ""
        found = self._candidates(str(self.data))
        return found[0].label if found else str(self.data)

    def key_value(self) -> str:
        """The key that belongs to the text shown, for the hidden companion of the field."""
        return str(self.data or "") or self.key

    def _candidates(self, text: str) -> Sequence[Candidate]:
        return [Candidate(*found[:2]) for found in self.resolver(text)] if self.resolver else []

    def _resolve(self) -> str:
        text = self.text or ""
        if self.key and any(found.label == text for found in self._candidates(self.key)):
            return self.key
        candidates = self._candidates(text)
        if len(candidates) == 1:
            return candidates[0].value
        if not candidates:
            raise StopValidation(str(self.not_found) % {"text": text[:60]})
        labels = ", ".join(found.label for found in candidates[:_SHOWN])
        more = gettext(" et d’autres") if len(candidates) > _SHOWN else ""
        raise StopValidation(str(self.several) % {"labels": labels + more})


class CommuneField(LookupField):
    """A commune by name, postal code or INSEE code; `data` is its INSEE code."""

    not_found = lazy_gettext(
        "Aucune commune ne correspond à «\u00a0%(text)s\u00a0». Écrivez son nom ou son code postal, comme 87000."
    )
    several = lazy_gettext("Plusieurs communes correspondent\u00a0: %(labels)s. Écrivez son nom et son code postal.")

    def __init__(self, *args: Any, endpoint: str = "territories.communes", **kwargs: Any) -> None:
        super().__init__(*args, endpoint=endpoint, **kwargs)
