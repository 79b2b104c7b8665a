"""What is missing or too long in a sheet, with the line of its text. Nothing here refuses to save."""

from collections.abc import Collection, Iterator

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Licence
from inclusion_app.resources.sheets.blocks import Picture, Remark, Sheet, Step

STEP_TITLE = 60
STEP_TEXT = 120
"""Characters of two printed lines."""
_PLAIN_SENTENCES = 3
LONGEST_WORD = 40


def check_sheet(sheet: Sheet, *, pictures: Collection[str], licence: Licence | str | None = None) -> list[Remark]:
    """What to look at, by line. `pictures`: those that exist; `licence`: when the text says none."""
    remarks = [*sheet.remarks, *_whole(sheet, licence), *_pictures(sheet.pictures, pictures)]
    for step in sheet.steps:
        remarks += _step(step, sheet.plain)
    return sorted(remarks, key=lambda one: one.line)


def _whole(sheet: Sheet, licence: Licence | str | None) -> Iterator[Remark]:
    written = sheet.head.get("licence", "") or licence
    if not sheet.plain and written not in tuple(Licence):
        yield Remark(1, N_("Aucune licence\u00a0: choisissez-en une, pour que l’on sache comment réutiliser la fiche."))
    if not sheet.steps:
        yield Remark(1, N_("Aucune étape\u00a0: écrivez «\u00a0## Étapes\u00a0», puis «\u00a0### 1. Ouvrez…\u00a0»."))
    if not sheet.plain and sheet.objectives is None:
        yield Remark(1, N_("Aucun objectif\u00a0: écrivez «\u00a0## À la fin, je saurai\u00a0», puis une liste."))
    for section in sheet.sections:
        if not section.parts:
            yield Remark(section.line, N_("Rien n’est écrit sous ce titre."))


def _pictures(shown: list[Picture], known: Collection[str]) -> Iterator[Remark]:
    for picture in shown:
        if picture.source not in known:
            message = N_(
                "L’image «\u00a0%(name)s\u00a0» n’existe pas\u00a0: envoyez-la, ou choisissez un dessin de la liste."
            )
            yield Remark(picture.line, message, {"name": picture.name})
        if not picture.alt:
            yield Remark(picture.line, N_("Décrivez cette image entre les crochets, pour qui ne la voit pas."))


def _step(step: Step, plain: bool) -> Iterator[Remark]:
    values: dict[str, str | int] = {"number": step.number}
    if not step.pictures:
        yield Remark(step.line, N_("L’étape %(number)s n’a pas d’image."), values)
    if len(step.pictures) + len(step.body.pictures) > 1:
        yield Remark(step.line, N_("L’étape %(number)s a plusieurs images\u00a0: une par étape."), values)
    if not step.title:
        yield Remark(step.line, N_("L’étape %(number)s n’a pas de titre."), values)
    elif len(step.title) > STEP_TITLE:
        message = N_("Le titre de l’étape %(number)s est long\u00a0: %(count)s caractères, %(most)s au plus.")
        yield Remark(step.line, message, values | {"count": len(step.title), "most": STEP_TITLE})
    lines = step.body.text.split("\n")
    if plain and len([line for line in lines if line.strip()]) > _PLAIN_SENTENCES:
        yield Remark(step.line, N_("L’étape %(number)s dit trop de choses\u00a0: trois phrases au plus."), values)
    count = len(" ".join(step.body.text.split()))
    if not plain and count > STEP_TEXT:
        message = N_(
            "L’étape %(number)s dépasse deux lignes\u00a0: %(count)s caractères, %(most)s au plus. Coupez-la en deux."
        )
        yield Remark(step.body.line, message, values | {"count": count, "most": STEP_TEXT})
