"""What a page offers to give after an accompaniment or to somebody: the block « Pour aller plus loin »."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.queries.suggestions import Suggestion
from inclusion_app.resources.rules.suggestions import Need, can_print, can_send
from inclusion_app.vocabulary.themes import Theme


@dataclass(frozen=True)
class Offer:
    """Resources to give, what was given already, and to whom: `email` is the address known, `copies` those to print."""

    need: Need
    suggestions: Sequence[Suggestion]
    given: Sequence[GivenResource]
    citizen_id: uuid.UUID | None = None
    record_id: uuid.UUID | None = None
    email: str = ""
    copies: int = 1

    @property
    def theme(self) -> Theme | None:
        """The theme under which to look for others, when there is only one."""
        return next(iter(self.need.themes)) if len(self.need.themes) == 1 else None

    @property
    def whom(self) -> dict[str, str]:
        """To whom, as the address and the forms say it."""
        asked = {"accompagnement": self.record_id, "citoyen": self.citizen_id}
        return {name: str(key) for name, key in asked.items() if key}

    def fields(self, how: str) -> dict[str, str]:
        """What a form of one press sends; its key is new, so that sent twice it gives once."""
        return {"form_key": str(uuid.uuid4()), "how": how, "copies": str(self.copies)} | self.whom

    @staticmethod
    def prints(suggestion: Suggestion) -> bool:
        """It can be printed."""
        return can_print(suggestion.resource.kind)

    @staticmethod
    def sends(suggestion: Suggestion) -> bool:
        """Its address can be sent."""
        return can_send(suggestion.resource.visibility)
