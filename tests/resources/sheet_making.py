"""Sheets ready to print, made without a database."""

from datetime import UTC, datetime

from inclusion_app.resources.documents.printed import Printed, printed_of
from inclusion_app.resources.lists import Difficulty, Licence, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.vocabulary.competences import Competence
from tests.resources import sheet_texts


def make_printed(
    body: str = sheet_texts.FRENCH,
    plain: str | None = sheet_texts.PLAIN,
    *,
    title: str = "Créer un mot de passe solide",
    language: str = "fr",
    code: str = "7K3PQ9XW",
    pictures: dict[str, bytes] | None = None,
) -> Printed:
    """A sheet of the library as the papers take it."""
    resource = Resource(
        code=code,
        kind=ResourceKind.SHEET,
        state=ResourceState.PUBLISHED,
        visibility=Visibility.PUBLIC,
        title=title,
        summary="Choisir un mot de passe long, et le ranger.",
        author="Inclusion numérique",
        licence=Licence.ETALAB,
        language=language,
        difficulty=Difficulty.BEGINNER,
        competences=frozenset({Competence.SECURE, Competence.PRIVACY}),
    )
    written = datetime(2026, 11, 24, 9, tzinfo=UTC)
    version = ResourceVersion(number=2, written_at=written, body=body, plain_body=plain)
    return printed_of(resource, version, pictures or {})
