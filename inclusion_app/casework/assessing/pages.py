"""All the pages about what a person knows how to do: importing this module registers them."""

from inclusion_app.casework.assessing import findings, overview, questionnaire

PAGES = (overview, questionnaire, findings)
