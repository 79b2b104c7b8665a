"""`inclusion observatory publish` and `audit`: publish a period, attack what was published."""

import click

from inclusion_app.cli.observatory import observatory
from inclusion_app.cli.running import Failure, in_application, progress_bar
from inclusion_app.kernel.db import read_only, release, unit_of_work
from inclusion_app.observatory.disclosure.audit import Interval
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.publishing import attacking, queries, services
from inclusion_app.observatory.publishing.jobs import threshold
from inclusion_app.observatory.publishing.preparing import Asked, Prepared, prepare
from inclusion_app.observatory.publishing.rules import breakdown_of
from inclusion_app.observatory.publishing.thresholds import ADVISED, is_lowered
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.formats import number, percent

NARROWEST = 3


@observatory.command()
@click.argument("territory", metavar="TERRITOIRE")
@click.argument("period", metavar="PÉRIODE")
@click.option("--reason", help="Publie une correction\u00a0: la raison que tout le monde lira.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait caché, sans rien publier.")
@in_application
def publish(territory: str, period: str, reason: str | None, dry_run: bool) -> None:
    """Publie une PÉRIODE (2025, 2025-T1, 2025-01) d’un TERRITOIRE (FR, REG-75, DEP-87) et de tout ce qu’il contient."""
    read_only()
    asked = Asked(get_territory(territory), parse_period(period), threshold(), reason)
    if is_lowered(asked.threshold):
        said = f"Attention\u00a0: le seuil est abaissé à {asked.threshold} personnes, {ADVISED} sont conseillées."
        click.echo(said, err=True)
    with progress_bar(f"Préparation de {asked.territory.name}, {asked.period.key}") as progress:
        prepared = prepare(asked, progress)
    click.echo("\n".join(_toll(prepared)))
    if dry_run:
        click.echo("Rien n’est publié.")
        return
    release()
    with unit_of_work():
        publication = services.freeze(services.keep_prepared(prepared, by=None), by=None)
        number_, version, sha256 = publication.number, publication.version, publication.hash
    click.echo(f"Publication n° {number_}, version {version}. SHA-256\u00a0: {sha256}")


def _toll(prepared: Prepared) -> list[str]:
    summary = prepared.summary
    lines = [f"{'':<32}{'cases':>9}{'cachées':>9}{'information':>13}"]
    for key, table in summary["tables"].items():
        hidden = table["hidden_a"] + table["hidden_d"]
        kept = percent(table["information_kept"])
        lines.append(f"{breakdown_of(key).title[:31]:<32}{number(table['offered']):>9}{number(hidden):>9}{kept:>13}")
    if summary["kept_rows"]:
        lines.append(f"{number(summary['kept_rows'])} lignes gardent les chiffres de la version d’avant.")
    return lines


@observatory.command()
@click.argument("publication", metavar="PUBLICATION", type=click.IntRange(1, 2**31 - 1))
@click.option("--version", type=click.IntRange(1, 2**31 - 1), help="Une version, sinon la dernière.")
@in_application
def audit(publication: int, version: int | None) -> None:
    """Attaque ce qui est publié (le numéro d’une PUBLICATION), avec tout ce qui l’est par ailleurs.

    Écrit les intervalles les plus étroits\u00a0; finit par 1 quand une case est exposée ou le contenu changé.
    """
    read_only()
    found = queries.get_published(publication, version)
    exposed = 0
    for attack in attacking.attack(found):
        exposed += attack.exposed
        state = f"{attack.exposed} exposées" if attack.exposed else "aucune exposée"
        title, attacked = breakdown_of(attack.breakdown).title, len(attack.found.intervals)
        click.echo(f"{title}\u00a0: {number(attacked)} cases attaquées, {state}")
        for exposure in (*attack.found.exposed, *attack.found.inherited):
            click.echo(f"  EXPOSÉE {exposure.key} {_interval(exposure.interval)}")
        for key, interval in attack.found.narrowest(NARROWEST):
            click.echo(f"  {key} {_interval(interval)}")
    if not attacking.is_intact(found):
        raise Failure("Le contenu gardé n’a plus l’empreinte publiée.")
    if exposed:
        raise Failure("Des cases sont exposées\u00a0: publiez une correction qui en cache davantage.")
    click.echo("Rien n’est exposé, le contenu a l’empreinte publiée.")


def _interval(interval: Interval) -> str:
    return f"[{interval.low}, {'∞' if interval.high is None else interval.high}]"
