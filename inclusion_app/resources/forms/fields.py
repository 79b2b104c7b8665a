"""Fields that several forms of resources, and of the rooms above, share."""

from typing import Any

from flask_babel import gettext

from inclusion_app.vocabulary.competences import DOMAINS
from inclusion_app.web.choices import Choice, EnumCheckboxField, EnumRadioField


class CompetencesField(EnumCheckboxField):
    """The competences of the framework, under the names of its five domains."""

    kind = "domains"

    def domains(self) -> list[tuple[str, list[tuple[str, Choice]]]]:
        """The name of each domain and its choices, each with the id of its box."""
        choices = [
            (self.id if not rank else f"{self.id}-{rank + 1}", one) for rank, one in enumerate(self.propositions())
        ]
        return [
            (gettext(name), [(key, one) for key, one in choices if one.value.startswith(number)])
            for number, name in DOMAINS
        ]


class LicenceField(EnumRadioField):
    """One licence; `left_out` are those that do not fit this kind of resource."""

    left_out: frozenset[Any] = frozenset()

    def offered(self) -> list[Any]:
        return [member for member in super().offered() if member not in self.left_out]
