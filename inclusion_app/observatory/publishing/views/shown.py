"""Rows of the tables of these pages, as the macros of lists take them."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.observatory.figures import SECRET
from inclusion_app.observatory.publishing.describing import Attacked, TableToll, Told
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.reading import Line, Panel, PlacePage
from inclusion_app.observatory.publishing.views.blueprint import period_label
from inclusion_app.web.formats import datetime_fr, number, percent

Cells = list[Any]
MOST_CHANGES = 50


def toll_rows(tables: Iterable[TableToll]) -> list[Cells]:
    """What secrecy costs, table by table."""
    return [
        [_(t.title), number(t.offered), number(t.hidden), percent(t.cells_kept), percent(t.information_kept)]
        for t in tables
    ]


def attack_rows(found: Iterable[Attacked]) -> list[Cells]:
    """Intervals, the tightest first."""
    return [
        [_where(line), number(line.low), number(line.high) if line.high is not None else _("sans limite")]
        for line in found
    ]


def change_rows(found: Iterable[Told]) -> list[Cells]:
    """The first changes of a correction."""
    return [[_where(line), _count(line.before), _count(line.after)] for line in list(found)[:MOST_CHANGES]]


def _where(line: Attacked | Told) -> str:
    value = _(line.value) if line.value else _("total")
    return f"{_(line.table)}, {line.place}, {period_label(line.span)}\u00a0: {value}"


def _count(count: int | None) -> str:
    return _(SECRET) if count is None else number(count)


def fact_rows(publication: Publication) -> list[tuple[str, Any]]:
    """Who, when, by which rule."""
    facts: list[tuple[str, Any]] = [
        (_("Chiffres comptés le"), datetime_fr(publication.counted_at)),
        (_("Seuil"), _("%(count)s personnes derrière chaque case montrée", count=publication.threshold)),
        (_("Empreinte SHA-256"), publication.hash),
        (_("Protégée avec"), ", ".join(f"n° {name}" for name in publication.summary["with"]) or _("aucune autre")),
    ]
    if publication.published_at:
        who = publication.published_by.name if publication.published_by else _("la ligne de commande")
        facts.insert(0, (_("Publiée le"), f"{datetime_fr(publication.published_at)}, {who}"))
    return facts


def line_rows(panel: Panel) -> list[Cells]:
    """The values of a panel: label, count, share."""
    hidden = Markup('<span class="muted">{}</span>').format(_(SECRET))
    return [
        [
            _labelled(line),
            hidden if line.count is None else number(line.count),
            hidden if line.count is None else ("" if line.share is None else percent(line.share)),
        ]
        for line in panel.lines
    ]


def _labelled(line: Line) -> Markup:
    """The label above a bar; a hidden number has none."""
    drawn = current_app.jinja_env.get_template("observatory/publishing/_bar.html")
    bar = drawn.render(share=line.share) if line.share is not None else ""
    return Markup("{}{}").format(_(line.label), Markup(bar))  # noqa: S704 (our own template)


def place_rows(page: PlacePage, version: int | None) -> list[Cells]:
    """The places inside, each with its page."""
    link = Markup('<a class="govuk-link" href="{}">{}</a>')
    return [
        [link.format(_address(page, inner.node, version), inner.name), number(total)] for inner, total in page.inside
    ]


def _address(page: PlacePage, node: str, version: int | None) -> str:
    span = None if page.span == page.spans[0] else page.span.key
    if node == page.publication.territory_key:
        return url_for("publishing.publication", number=page.publication.number, version=version, periode=span)
    return url_for("publishing.place", number=page.publication.number, node=node, version=version, periode=span)


def crumbs(page: PlacePage, version: int | None) -> list[tuple[str, str]]:
    """The wider places."""
    return [(place.name, _address(page, place.node, version)) for place in page.above]


def span_links(page: PlacePage, version: int | None) -> list[tuple[str, str, bool]]:
    """The other spans of the same place."""
    endpoint = "publishing.publication" if page.place.node == page.publication.territory_key else "publishing.place"
    more = {} if endpoint == "publishing.publication" else {"node": page.place.node}
    common: dict[str, Any] = {"number": page.publication.number, "version": version, **more}
    return [(span.label, url_for(endpoint, periode=span.key, **common), span == page.span) for span in page.spans]
