"""From a need to a few resources: what is about it, at the right level, not given yet."""

import pytest

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.resources.lists import Difficulty, GivenHow, Readers, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Resource, ResourceReview
from inclusion_app.resources.queries.given import count_given
from inclusion_app.resources.queries.suggestions import suggest
from inclusion_app.resources.rules.suggestions import Facts, Need, levels_for, matches, worth
from inclusion_app.vocabulary.activity import Autonomy, WorkshopLevel
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import add
from tests.resources.shelves import make_resource

EMAIL, SECURITY, PAPERS = frozenset({Theme.EMAIL}), frozenset({Theme.SECURITY}), frozenset({Theme.ADMINISTRATIVE})
GUIDED = levels_for(Autonomy.GUIDED)


@pytest.mark.parametrize(
    ("need", "better", "worse"),
    [
        (Need(EMAIL), Facts(EMAIL, None), Facts(EMAIL | SECURITY, None)),
        (Need(EMAIL | PAPERS), Facts(EMAIL, None), Facts(PAPERS, None)),
        (Need(EMAIL, levels=GUIDED), Facts(EMAIL, Difficulty.BEGINNER), Facts(EMAIL, Difficulty.INTERMEDIATE)),
        (
            Need(EMAIL, levels=levels_for(Autonomy.AUTONOMOUS)),
            Facts(EMAIL, Difficulty.INTERMEDIATE),
            Facts(EMAIL, Difficulty.BEGINNER),
        ),
        (
            Need(PAPERS, frozenset({AdministrativeTheme.MONEY})),
            Facts(PAPERS, None, frozenset({AdministrativeTheme.MONEY})),
            Facts(PAPERS, None),
        ),
        (
            Need(PAPERS, frozenset({AdministrativeTheme.SOCIAL_HEALTH})),
            Facts(frozenset({Theme.HEALTH}), None),
            Facts(PAPERS - {Theme.ADMINISTRATIVE}, None),
        ),
    ],
)
def test_the_most_precise_at_the_right_level_is_worth_more(need: Need, better: Facts, worse: Facts) -> None:
    assert worth(need, better) > worth(need, worse)


def test_what_is_about_something_else_or_much_too_hard_is_worth_nothing() -> None:
    assert worth(Need(EMAIL), Facts(SECURITY, Difficulty.BEGINNER)) == 0
    assert worth(Need(EMAIL, levels=GUIDED), Facts(EMAIL, Difficulty.ADVANCED)) == 0
    assert worth(Need(), Facts(EMAIL, None)) == 0
    assert levels_for(None) == ()
    assert levels_for(WorkshopLevel.BEGINNER) == (Difficulty.DISCOVERY, Difficulty.BEGINNER)


def test_another_procedure_is_something_else() -> None:
    need = Need(PAPERS, frozenset({AdministrativeTheme.WORK}))
    assert worth(need, Facts(PAPERS, None, frozenset({AdministrativeTheme.MONEY}))) == 0
    assert worth(need, Facts(PAPERS, None)) > 0
    assert matches(need, Facts(PAPERS, None)) == (Theme.ADMINISTRATIVE,)


def test_what_it_has_in_common_begins_with_the_most_precise() -> None:
    need = Need(PAPERS | EMAIL, frozenset({AdministrativeTheme.MONEY}))
    facts = Facts(PAPERS | EMAIL | SECURITY, None, frozenset({AdministrativeTheme.MONEY, AdministrativeTheme.WORK}))
    assert matches(need, facts) == (AdministrativeTheme.MONEY, Theme.EMAIL)
    assert matches(Need(PAPERS), Facts(PAPERS, None)) == (Theme.ADMINISTRATIVE,)


def titles(cast: Cast, need: Need, **values: object) -> list[str]:
    return [one.resource.title for one in suggest(scope_of(cast.nadia), need, **values)]  # type: ignore[arg-type]


def test_a_procedure_is_found_by_its_words(cast: Cast) -> None:
    make_resource("Déclarer ses impôts", cast.nadia, themes=PAPERS)
    make_resource("Un dossier", cast.nadia, themes=PAPERS, body="## Étapes\n\nLes impôts et la taxe.")
    make_resource("Se connecter à ameli", cast.nadia, themes=PAPERS)
    need = Need(PAPERS, frozenset({AdministrativeTheme.MONEY}))
    assert titles(cast, need) == ["Déclarer ses impôts", "Un dossier"]
    first = suggest(scope_of(cast.nadia), need)[0]
    assert first.about == (AdministrativeTheme.MONEY,)


def test_the_useful_then_the_given_then_the_newest(cast: Cast) -> None:
    oldest = make_resource("Utile", cast.nadia, themes=EMAIL)
    given = make_resource("Donnée", cast.nadia, themes=EMAIL)
    make_resource("Récente", cast.nadia, themes=EMAIL)
    add(ResourceReview(resource_id=oldest.id, account_id=cast.lea.id, useful=True, written_at=clock.now()))
    _give(given, cast, copies=12)
    assert count_given(given) == 12
    assert titles(cast, Need(EMAIL)) == ["Utile", "Donnée", "Récente"]
    found = suggest(scope_of(cast.nadia), Need(EMAIL))
    assert [(one.useful, one.given) for one in found] == [(1, 0), (0, 12), (0, 0)]


def test_french_first_and_one_language_of_each(cast: Cast) -> None:
    french = make_resource("Un message", cast.nadia, themes=EMAIL | SECURITY)
    make_resource("A message", cast.nadia, themes=EMAIL, language="en", translation_of_id=french.id)
    make_resource("Only in English", cast.nadia, themes=EMAIL, language="en")
    assert titles(cast, Need(EMAIL)) == ["Un message", "Only in English"]
    assert titles(cast, Need(EMAIL), without={french.id}) == ["Only in English"]


def test_only_what_can_be_given_to_whoever_learns(cast: Cast) -> None:
    network = {"visibility": Visibility.NETWORK}
    link = {"kind": ResourceKind.LINK, "url": "https://exemple.fr"}
    make_resource("Brouillon", cast.nadia, themes=EMAIL, state=ResourceState.DRAFT)
    make_resource("Pour animer", cast.nadia, themes=EMAIL, readers=frozenset({Readers.HELPERS}))
    make_resource("Lien du réseau", cast.nadia, themes=EMAIL, **network, **link)
    make_resource("Lien", cast.nadia, themes=EMAIL, **link)
    make_resource("Fiche du réseau", cast.nadia, themes=EMAIL, **network)
    assert set(titles(cast, Need(EMAIL))) == {"Lien", "Fiche du réseau"}
    assert titles(cast, Need()) == []


def test_three_at_most(cast: Cast) -> None:
    for number in range(5):
        make_resource(f"Fiche {number}", cast.nadia, themes=EMAIL)
    assert titles(cast, Need(EMAIL)) == ["Fiche 4", "Fiche 3", "Fiche 2"]


def _give(resource: Resource, cast: Cast, copies: int) -> None:
    values = {"number": 1, "how": GivenHow.PRINT, "given_at": clock.now(), "given_by_id": cast.nadia.id}
    add(GivenResource(resource_id=resource.id, copies=copies, **values))


def test_few_on_the_subject_are_followed_by_the_same_competence(cast: Cast) -> None:
    same = {"competences": frozenset({Competence.INTERACT})}
    make_resource("Écrire", cast.nadia, themes=EMAIL)
    make_resource("Discuter", cast.nadia, difficulty=Difficulty.BEGINNER, **same)
    make_resource("Diffuser", cast.nadia, difficulty=Difficulty.ADVANCED, **same)
    make_resource("Chat", cast.nadia, language="en", **same)
    found = suggest(scope_of(cast.nadia), Need(EMAIL, levels=GUIDED))
    assert [one.resource.title for one in found] == ["Écrire", "Discuter"]
    assert found[1].about == (Competence.INTERACT,)


def test_one_procedure_does_not_call_for_another(cast: Cast) -> None:
    make_resource("Déclarer ses impôts", cast.nadia, themes=PAPERS, competences=frozenset({Competence.TAKE_PART}))
    assert titles(cast, Need(PAPERS)) == ["Déclarer ses impôts"]
    assert titles(cast, Need(PAPERS, frozenset({AdministrativeTheme.WORK}))) == []
