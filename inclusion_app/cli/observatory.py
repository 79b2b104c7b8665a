"""`inclusion observatory`: the figures of a territory, in the terminal or as JSON."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.cli.surroundings import surroundings_data
from inclusion_app.kernel.db import db, read_only, release
from inclusion_app.observatory.figures import SECRET, Block, Measure, TerritoryFigures, TrainingFigures, Unit
from inclusion_app.observatory.periods import asked
from inclusion_app.observatory.queries import exact_figures, published_figures
from inclusion_app.observatory.releasing.services import release_stale
from inclusion_app.observatory.rollups.rebuilding import rebuild as recount_everything
from inclusion_app.observatory.rollups.services import refresh_marked
from inclusion_app.observatory.rollups.verifying import find_differences
from inclusion_app.observatory.trainings import TITLE as TRAININGS
from inclusion_app.observatory.trainings import lines_of
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.formats import duration, number, percent, plural

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def observatory() -> None:
    """Les chiffres d’un territoire."""


@observatory.command()
@click.argument("territory", metavar="TERRITOIRE")
@click.option("--from", "start", type=DAY, required=True, help="Premier jour, comme 2025-01-01.")
@click.option("--to", "end", type=DAY, required=True, help="Dernier jour, comme 2025-12-31.")
@click.option("--published", is_flag=True, help="Ce que voient les élues et élus (secret statistique).")
@click.option("--json", "as_json", is_flag=True, help="N’écrit que du JSON.")
@in_application
def show(territory: str, start: datetime, end: datetime, published: bool, as_json: bool) -> None:
    """Montre les chiffres d’un TERRITOIRE\u00a0: FR, REG-84, DEP-87, EPCI-200069193 ou COM-87085."""
    period = asked(start.date(), end.date())
    figures = (published_figures if published else exact_figures)(get_territory(territory), period)
    if as_json:
        click.echo(json.dumps(as_data(figures), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(figures)))


@observatory.command()
@click.option("--processes", type=click.IntRange(1, 64), help="Combien de mois compter à la fois ; un par cœur, sinon.")
@in_application
def rebuild(processes: int | None) -> None:
    """Recompte tout. Pendant ce temps, les pages montrent les chiffres d’avant ; interrompu, rien n’a changé."""
    release()
    with progress_bar("Nouveau compte") as progress:
        months = recount_everything(progress, processes)
    click.echo(f"{number(months)} mois comptés." if months else "Il n’y a rien à compter.")


@observatory.command()
@in_application
def verify() -> None:
    """Compte ce qui attend, puis compare tous les comptes gardés avec les lignes. Code 1 s’ils diffèrent."""
    with progress_bar("Compte de ce qui attend") as progress:
        refresh_marked(progress)
    read_only()
    with progress_bar("Comparaison") as progress:
        found = list(find_differences(db.session.connection(), progress))
    for difference in found[:SHOWN]:
        click.echo(str(difference))
    if len(found) > SHOWN:
        click.echo(f"… et {number(len(found) - SHOWN)} autres.")
    if found:
        click.echo("Lancez « inclusion observatory rebuild » pour tout recompter.", err=True)
        raise SystemExit(1)
    click.echo("Tous les comptes gardés sont ceux des lignes.")


@observatory.command(name="release")
@in_application
def release_years() -> None:
    """Arrête les chiffres publiés des années qui ont changé, comme chaque nuit. Interrompu, rien n’a changé."""
    with progress_bar("Chiffres publiés") as progress:
        years = release_stale(progress)["years"]
    click.echo(plural(years, "%(count)s année arrêtée.", "%(count)s années arrêtées.") if years else "Rien n’a changé.")


SHOWN = 100
"""Differences written, at most."""


def as_data(figures: TerritoryFigures) -> dict[str, Any]:
    """Stable codes as keys. A number or a table that secrecy hides here is null; `blocks` says where it is shown."""
    difficulty, coverage = figures.difficulty, figures.coverage
    return {
        "territory": figures.territory.key,
        "name": figures.territory.name,
        "from": figures.period.start.isoformat(),
        "to": figures.period.end.isoformat(),
        "published": figures.published,
        **{measure.key: _value(measure) for measure in figures.measures},
        "population": figures.population,
        "people_in_difficulty": [difficulty.low, difficulty.high] if difficulty else None,
        "coverage": [round(coverage.low, 2), round(coverage.high, 2)] if coverage else None,
        **surroundings_data(figures),
        "secret": sorted(measure.key for measure in figures.measures if measure.secret),
        **{
            block.key: _cells(block) if not (block.hidden or block.wider) else None for block in figures.blocks.values()
        },
        "blocks": {block.key: _block(block) for block in figures.blocks.values()},
        "trainings": _trainings(figures.trainings) if figures.trainings else None,
        "nearest": [
            {"name": near.name, "commune": near.commune, "kilometres": near.kilometres, "hours": near.hours}
            for near in figures.nearest
        ],
    }


def _trainings(found: TrainingFigures) -> dict[str, Any]:
    courses = [{"title": course.title, "sessions": course.sessions} for course in found.courses]
    return {**{measure.key: _value(measure) for measure in found.measures}, "courses": courses}


def _value(measure: Measure) -> float | int | None:
    if measure.value is None or measure.unit in (Unit.SHARE, Unit.RATE, Unit.MARK):
        return None if measure.value is None else round(measure.value, 4)
    return measure.whole


def _cells(block: Block) -> dict[str, int | None]:
    return {cell.key: cell.count for cell in block.cells}


def _block(block: Block) -> dict[str, Any]:
    if block.hidden:
        return {"territory": None, "secret": True}
    return {"territory": block.territory.key, "total": block.total, "cells": _cells(block)}


def as_lines(figures: TerritoryFigures) -> Iterator[str]:
    """A table that reads in a terminal."""
    yield f"{figures.territory.name} ({figures.territory.key}), {figures.period.label}"
    yield "Ce que les élues et élus peuvent voir" if figures.published else "Chiffres exacts"
    yield ""
    for measure in figures.measures:
        yield f"{measure.label:<48}{_shown(measure):>16}"
    if figures.difficulty:
        low, high = number(figures.difficulty.low), number(figures.difficulty.high)
        yield f"{'Personnes en difficulté (estimation)':<48}{f'{low} à {high}':>16}"
    for block in figures.blocks.values():
        yield from _block_lines(block)
    if figures.trainings:
        yield f"\n{TRAININGS}"
        for line in lines_of(figures.trainings):
            yield f"  {line.label:<46}{line.here:>24}"
    for near in figures.nearest:
        distance = "" if near.kilometres is None else f" à {number(near.kilometres, 1)} km"
        yield f"Lieu proche\u00a0: {near.name}, {near.commune}{distance}"


def _shown(measure: Measure) -> str:
    if measure.value is None:
        return SECRET if measure.secret else "inconnu"
    if measure.unit is Unit.MINUTES:
        return duration(round(measure.value))
    if measure.unit is Unit.SHARE:
        return percent(measure.value)
    return number(measure.value, 1) if measure.unit is Unit.RATE else number(round(measure.value))


def _block_lines(block: Block) -> Iterator[str]:
    where = f" ({block.territory.name})" if block.wider else ""
    yield ""
    yield f"{block.title}{where}"
    if block.hidden:
        yield f"  {SECRET}"
    for cell in block.by_size:
        if cell.count:
            yield f"  {cell.label[:60]:<62}{number(cell.count):>10}"
