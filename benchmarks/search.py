"""How long the search takes, with many resources: `python benchmarks/search.py [RESOURCES]`.

Fills a database of its own (in a temporary folder, kept and used again when BENCHMARK_FOLDER names one; or the one that
DATABASE_URL names) with 20,000 sheets of some 200 words out of 30,000, the frequent ones as frequent as in French, and
writes their index as `inclusion resources reindex` does. Prints the best of nine in milliseconds: with words that the
process does not remember, then again (of the clock, of the processor), and the ratio to reading one row by its key.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text

from inclusion_app.app import create_app
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work, uuid7
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.queries.search import search
from inclusion_app.resources.queries.search_facets import shelf
from inclusion_app.resources.rules.search import SearchFilter, Sort
from inclusion_app.resources.services.index import reindex_batch
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme

RESOURCES, WORDS, LENGTH, BATCH = 20_000, 30_000, 200, 500
_FREQUENT = (
    "internet ordinateur téléphone mot passe compte message photo fichier adresse page bouton site écran clavier souris"
    " impôts santé démarche arnaque sécurité connexion e-mail navigateur dossier imprimante réseau application carte"
)
_SYLLABLES = "ba bri cha cla do dre fi flo ga gre ju la lou ma mi no pa pli ra ri sa sou ta tri va vi zo"
FREQUENT, SYLLABLES = _FREQUENT.split(), _SYLLABLES.split()
QUESTIONS = (
    ("rien de tapé", SearchFilter()),
    ("un mot partout", SearchFilter(text="internet")),
    ("trois mots fréquents", SearchFilter(text="ordinateur téléphone internet")),
    ("une phrase", SearchFilter(text="comment créer un mot de passe pour mon compte")),
    ("un mot rare", SearchFilter(text="bachadofi")),
    ("un début de mot", SearchFilter(text="ordi")),
    ("deux lettres fausses", SearchFilter(text="ordinnateru")),
    ("trois fautes", SearchFilter(text="télephonne aranque conexion")),
    ("aucun n’a tout", SearchFilter(text="bachadofi zozovivi internet")),
    ("mot et filtres", SearchFilter(text="internet", theme=Theme.EMAIL, difficulty=Difficulty.BEGINNER)),
    ("filtres seuls", SearchFilter(theme=Theme.SECURITY, reader=Readers.SENIORS)),
    ("les plus données", SearchFilter(text="internet", sort=Sort.GIVEN)),
)

Row = dict[str, Any]


def main() -> None:
    resources = int(sys.argv[1]) if len(sys.argv) > 1 else RESOURCES
    folder = Path(os.environ.get("BENCHMARK_FOLDER") or tempfile.mkdtemp(prefix="search-"))
    environment = {"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40}
    if url := os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = url
    app = create_app(load_settings(environment))
    with app.app_context():
        upgrade_database()
        if db.session.scalar(select(Resource.id).limit(1)) is None:
            fill(min(resources, RESOURCES))
        db.session.remove()
    measure(app)


def fill(resources: int) -> None:
    """Insert the resources, then write their index."""
    rng, started = random.Random(7), perf_counter()
    vocabulary = [*FREQUENT, *islice(_invented(rng), WORDS - len(FREQUENT))]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def draw(count: int) -> list[str]:
        return rng.choices(vocabulary, cum_weights=weights, k=count)

    with unit_of_work():
        rows = (_resource(rng, draw) for _ in range(resources))
        while batch := list(islice(rows, BATCH)):
            db.session.execute(insert(Resource), [row for row, _ in batch])
            db.session.execute(insert(ResourceVersion), [version for _, version in batch])
    last = None
    while True:
        with unit_of_work():
            last = reindex_batch(last, BATCH)
        if last is None:
            break
        db.session.expunge_all()
        print(".", end="", flush=True)
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    print(f"\n{resources} resources indexed in {perf_counter() - started:.0f} s")


def _invented(rng: random.Random) -> Iterator[str]:
    while True:
        yield "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4, 4))))


def _resource(rng: random.Random, words: Callable[[int], list[str]]) -> tuple[Row, Row]:
    key, now = uuid7(), clock.now()
    row = {
        "id": key,
        "code": key.hex[-8:],
        "kind": rng.choice(list(ResourceKind)),
        "state": ResourceState.PUBLISHED,
        "visibility": rng.choice(list(Visibility)),
        "title": " ".join(words(6)).capitalize(),
        "summary": " ".join(words(20)).capitalize(),
        "author": "Numérique 87",
        "licence": rng.choice(list(Licence)),
        "language": rng.choice(["fr"] * 18 + ["en", "ar"]),
        "themes": frozenset(rng.sample(list(Theme), rng.choice((1, 1, 2)))),
        "competences": frozenset(rng.sample(list(Competence), rng.choice((1, 2)))),
        "readers": frozenset({rng.choice(list(Readers))}),
        "difficulty": rng.choice(list(Difficulty)),
        "latest": 1,
        "created_at": now,
        "updated_at": now,
        "link_failures": 0,
        "version": 1,
    }
    body = "## Étapes\n\n" + "\n\n".join(" ".join(words(20)).capitalize() + "." for _ in range(LENGTH // 20))
    version = {"id": uuid7(), "resource_id": key, "number": 1, "written_at": now, "note": "", "body": body}
    return row, version


def measure(app: Flask) -> None:
    """Ask each question nine times, in a request's own transaction."""
    with app.app_context():
        key = db.session.scalar(select(Resource.id).limit(1))
        lightest = timed(lambda: db.session.scalar(select(Resource.title).where(Resource.id == key)))[1]
        first = perf_counter()
        search(None, SearchFilter())
        print(f"{db.engine.dialect.name}, first search of a process: {1000 * (perf_counter() - first):.0f} ms")
        for name, wanted in QUESTIONS:
            cold, _ = timed(lambda: search(None, wanted, limit=15), before=shelf().postings.clear)  # noqa: B023
            wall, processor = timed(lambda: search(None, wanted, limit=15))  # noqa: B023 (called at once)
            total = search(None, wanted).total
            print(
                f"{name:22} {total:6} results  {cold:6.1f} ms  then {wall:6.1f} ms  {processor:6.1f} ms"
                f"  {processor / lightest:6.0f} reads"
            )


def timed(work: Callable[[], Any], *, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """The shortest of nine runs, in milliseconds: of the clock, of the processor (a busy machine doubles the first)."""
    times = []
    for _ in range(9):
        db.session.rollback()
        before()
        started, used = perf_counter(), process_time()
        work()
        times.append((1000 * (perf_counter() - started), 1000 * (process_time() - used)))
    return min(wall for wall, _ in times), min(processor for _, processor in times)


if __name__ == "__main__":
    main()
