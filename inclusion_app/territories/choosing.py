"""What a field that chooses a commune resolves."""

from inclusion_app.territories.search import match_communes
from inclusion_app.web.lookups import Candidate


def commune_candidates(text: str) -> list[Candidate]:
    """The communes that a text or an INSEE code may mean, with the label that the suggestions show."""
    return [Candidate(commune.code, commune.label) for commune in match_communes(text)]
