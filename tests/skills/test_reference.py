"""Reference data: the official framework, the European one beside, the themes, the questionnaire."""

from collections import Counter

import pytest

from inclusion_app.resources.sheets.drawings import drawing_names
from inclusion_app.skills import levels
from inclusion_app.skills.domains import PLAIN, STEPS, Domain, competences_of, domain_of
from inclusion_app.skills.framework import DIGCOMP, european_neighbours, get_framework
from inclusion_app.skills.questionnaire import ANSWERS, QUESTIONS, SHORT_ANSWERS, find_question, levels_of
from inclusion_app.skills.themes import competences_for, default_competences, suggest_levels
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme


def test_the_file_of_the_french_framework_says_what_the_lists_say() -> None:
    framework = get_framework()
    assert [skill.code for skill in framework.skills] == [competence.value for competence in Competence]
    assert [skill.label for skill in framework.skills] == [competence.label for competence in Competence]
    assert [(area.code, area.label) for area in framework.areas] == [(one.value, one.label) for one in Domain]
    assert [len(area.skills) for area in framework.areas] == [3, 4, 4, 3, 2]
    assert {one.level: one.band for one in framework.levels} == levels.BANDS
    assert framework.key == levels.FRAMEWORK_VERSION


def test_the_european_framework_stands_beside() -> None:
    framework = get_framework(DIGCOMP)
    assert [len(area.skills) for area in framework.areas] == [3, 6, 4, 4, 4]
    assert {near for skill in framework.skills for near in skill.nearest} == set(Competence)
    assert [skill.code for skill in european_neighbours(Competence.TAKE_PART)] == ["2.3", "2.5", "2.6"]
    with pytest.raises(KeyError):
        get_framework("crcn-2031")
    with pytest.raises(KeyError):
        get_framework("../data/crcn-2019")


def test_our_zero_is_no_official_level() -> None:
    assert [levels.official(level) for level in (None, 0, 1, 8, 9)] == [None, None, 1, 8, None]
    assert set(levels.LABELS) == set(range(9))


def test_each_theme_has_its_competences() -> None:
    assert set(default_competences()) == set(Theme)
    assert [theme for theme, found in default_competences().items() if not found] == [Theme.DIAGNOSTIC]
    assert competences_for({Theme.SOCIAL_NETWORKS, Theme.EMAIL}) == [Competence.INTERACT, Competence.SHARE]


@pytest.mark.parametrize(
    ("autonomy", "level"), [(Autonomy.GUIDED, 1), (Autonomy.PARTLY_GUIDED, 2), (Autonomy.AUTONOMOUS, 3)]
)
def test_autonomy_suggests_a_level(autonomy: Autonomy, level: int) -> None:
    assert suggest_levels({Theme.SECURITY}, autonomy) == {Competence.SECURE: level, Competence.PRIVACY: level}
    assert suggest_levels({Theme.DIAGNOSTIC}, autonomy) == {}
    assert suggest_levels({Theme.SECURITY}, None) == {}


def test_each_competence_has_its_domain_and_its_plain_words() -> None:
    assert [one for domain in Domain for one in competences_of(domain)] == list(Competence)
    assert domain_of(Competence.SOLVE) is Domain.ENVIRONMENT
    assert set(PLAIN) == set(STEPS) == set(Competence)


def test_the_questionnaire_is_short_plain_and_asks_about_everything() -> None:
    assert 16 <= len(QUESTIONS) <= 20
    assert {question.competence for question in QUESTIONS} == set(Competence)
    assert max(Counter(question.key for question in QUESTIONS).values()) == 1
    assert {question.picture for question in QUESTIONS} <= set(drawing_names())
    assert all(len(question.text.split()) <= 15 for question in QUESTIONS), "a short sentence each"
    assert set(ANSWERS) == set(SHORT_ANSWERS)
    assert find_question("chercher") in QUESTIONS
    assert find_question("rien") is None


def test_answers_tell_levels_the_lower_of_two_and_nothing_of_what_was_skipped() -> None:
    assert levels_of({"chercher": 3, "croire": 1, "lettre": None}) == {Competence.SEARCH: 1}
    assert levels_of({"chercher": 3, "croire": None}) == {Competence.SEARCH: 3}
    assert levels_of({"allumer": 0, "installer": 4}) == {Competence.BUILD: 0}
    assert levels_of({}) == {}
