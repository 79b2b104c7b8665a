"""What is said of a resource, what one of its versions holds, and what is refused. Pure."""

import uuid
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlsplit

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme

CODE_LENGTH = 8
MAX_BODY = 200_000
"""Characters of a sheet: some sixty pages."""

LANGUAGES: dict[str, str] = {
    "fr": N_("Français"),
    "en": N_("Anglais"),
    "ar": N_("Arabe"),
    "es": N_("Espagnol"),
    "pt": N_("Portugais"),
    "it": N_("Italien"),
    "de": N_("Allemand"),
    "tr": N_("Turc"),
    "ru": N_("Russe"),
    "uk": N_("Ukrainien"),
    "ro": N_("Roumain"),
    "pl": N_("Polonais"),
    "fa": N_("Persan, dari"),
    "ps": N_("Pachto"),
    "ku": N_("Kurde"),
    "zh": N_("Chinois"),
    "vi": N_("Vietnamien"),
    "ta": N_("Tamoul"),
    "bn": N_("Bengali"),
    "so": N_("Somali"),
    "ti": N_("Tigrigna"),
    "oc": N_("Occitan"),
    "br": N_("Breton"),
    "eu": N_("Basque"),
    "co": N_("Corse"),
    "fsl": N_("Langue des signes française"),
}
"""The languages of resources: code → French name."""


@dataclass(frozen=True)
class ResourceSheet:
    """What is said of a resource, besides what its versions hold."""

    kind: ResourceKind
    title: str
    licence: Licence
    summary: str = ""
    author: str = ""
    language: str = "fr"
    translation_of_id: uuid.UUID | None = None
    themes: frozenset[Theme] = frozenset()
    competences: frozenset[Competence] = frozenset()
    readers: frozenset[Readers] = frozenset()
    difficulty: Difficulty | None = None
    structure_id: uuid.UUID | None = None
    visibility: Visibility = Visibility.NETWORK
    review_on: date | None = None


@dataclass(frozen=True)
class VersionContent:
    """What a version says, by its kind: an address, a file and its text, or a sheet in Markdown and its plain version.

    `note` tells in a few words what changed.
    """

    url: str | None = None
    file_id: uuid.UUID | None = None
    file_text: str | None = None
    body: str | None = None
    plain_body: str | None = None
    note: str = ""

    @property
    def said(self) -> tuple[str | None, uuid.UUID | None, str | None, str | None]:
        """All but the note: two contents that say the same are the same."""
        return self.url, self.file_id, self.body, self.plain_body


COLUMNS = tuple(field.name for field in fields(ResourceSheet))


def sheet_of(resource: Resource) -> ResourceSheet:
    """What a resource says of itself."""
    return ResourceSheet(**{name: getattr(resource, name) for name in COLUMNS})


def differences(before: ResourceSheet, after: ResourceSheet) -> list[str]:
    """The names of what changed."""
    return [name for name in COLUMNS if getattr(before, name) != getattr(after, name)]


def check_sheet(sheet: ResourceSheet) -> None:
    """Raises DomainError at its field."""
    if not sheet.title.strip():
        raise DomainError(N_("Donnez un titre à la ressource."), field="title")
    if sheet.language not in LANGUAGES:
        raise DomainError(N_("Choisissez une langue de la liste."), field="language")
    if sheet.licence is Licence.LINK_ONLY and sheet.kind is not ResourceKind.LINK:
        raise DomainError(
            N_(
                "Sans licence libre ni accord de l’auteur, on ne peut que renvoyer vers son site\u00a0:"
                " ajoutez plutôt un lien."
            ),
            field="licence",
        )
    if sheet.licence is Licence.AGREED and not sheet.summary.strip():
        raise DomainError(
            N_("Écrivez ici qui a donné son accord, et quand\u00a0: sans cela, l’accord ne se retrouvera pas."),
            field="summary",
        )


def check_content(kind: ResourceKind, content: VersionContent) -> None:
    """Raises DomainError: a version holds what its kind says, and nothing else."""
    if kind is ResourceKind.LINK:
        check_url(content.url or "")
    if kind is ResourceKind.FILE and content.file_id is None:
        raise DomainError(N_("Choisissez le fichier à déposer."), field="file")
    if kind is ResourceKind.SHEET:
        for text, field in ((content.body or "", "body"), (content.plain_body or "", "plain_body")):
            if len(text) > MAX_BODY:
                raise DomainError(
                    N_("Cette fiche est trop longue\u00a0: %(count)s caractères au plus. Faites-en plusieurs."),
                    field=field,
                    count=MAX_BODY,
                )


def check_url(url: str, field: str = "url") -> None:
    """Raises DomainError unless it is a whole address of the web."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "." in (parts.hostname or "")
        parts.port  # noqa: B018 (raises when it is no number)
    except ValueError:
        good = False
    if not good or len(url) > 2000 or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise DomainError(
            N_("Copiez l’adresse entière de la page, comme «\u00a0https://www.exemple.fr/page\u00a0»."), field=field
        )
    if parts.username or parts.password:
        raise DomainError(N_("Cette adresse contient un mot de passe\u00a0: retirez-le."), field=field)
