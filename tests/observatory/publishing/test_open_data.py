"""Open data: every file validates against its schema, addresses stay, nothing hidden is given."""

import csv
import hashlib
import io
import json
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from inclusion_app.observatory.publishing.opendata.tables import TABLES
from tests.cast import Cast
from tests.observatory.publishing.conftest import Publish, log_many
from tests.pages import PageClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from frictionless import Package, Resource, Schema

BASE = "/donnees/publication-1"
ATOM = "{http://www.w3.org/2005/Atom}"


def fetched(visitor: PageClient, path: str, status: int = 200) -> bytes:
    return visitor.get(path, status=status).response.data


@pytest.fixture
def package(publish: Publish, visitor: PageClient, tmp_path: Path) -> Path:
    """The data package of a publication with all its files, as someone takes them away."""
    publish()
    described = fetched(visitor, f"{BASE}/datapackage-v1.json")
    (tmp_path / "datapackage.json").write_bytes(described)
    for resource in json.loads(described)["resources"]:
        (tmp_path / resource["path"]).write_bytes(fetched(visitor, f"{BASE}/{resource['path']}"))
    return tmp_path


def test_every_file_validates_against_its_schema(package: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = Package(str(package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == 2 * len(TABLES)


def test_the_package_tells_sizes_and_hashes(package: Path) -> None:
    held = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert held["licenses"][0]["name"] == "etalab-2.0"
    for resource in held["resources"]:
        if resource["format"] == "json":
            continue
        written = (package / resource["path"]).read_bytes()
        assert resource["bytes"] == len(written)
        assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"


def test_a_wrong_file_does_not_validate(package: Path) -> None:
    schema = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    of_genders = next(resource for resource in schema if resource["name"] == "genres-csv")["schema"]
    path = package / "genres-v1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("secret statistique", "douze", 1), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        resource = Resource(path=path.name, basepath=str(package), schema=Schema.from_descriptor(of_genders))
        assert not resource.validate().valid


def test_csv_and_json_say_the_same_and_hide_in_words(package: Path) -> None:
    hidden = 0
    for name in TABLES:
        lines = list(csv.DictReader(io.StringIO((package / f"{name}-v1.csv").read_text(encoding="utf-8"))))
        records: list[dict[str, Any]] = json.loads((package / f"{name}-v1.json").read_text(encoding="utf-8"))
        assert len(lines) == len(records) > 0
        for line, record in zip(lines, records, strict=True):
            secret = record["accompagnements"] is None
            assert line["accompagnements"] == ("secret statistique" if secret else str(record["accompagnements"]))
            hidden += secret
    assert hidden > 0


def test_the_frozen_text_has_the_hash_of_the_publication(package: Path, visitor: PageClient) -> None:
    digest = hashlib.sha256(fetched(visitor, f"{BASE}/contenu-v1.json")).hexdigest()
    assert digest == json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["sha256"]
    assert digest in visitor.get("/observatoire/publie/1").text


def test_no_flag_tells_a_small_cell_from_the_others(package: Path, visitor: PageClient) -> None:
    public = fetched(visitor, f"{BASE}/contenu-v1.json").decode()
    assert '"A"' not in public
    assert '"D"' not in public
    assert "persons" not in public


def test_addresses_without_version_lead_to_the_last(active: Cast, publish: Publish, visitor: PageClient) -> None:
    publish()
    first = fetched(visitor, f"{BASE}/genres-v1.csv")
    log_many(active, 60)
    publish(reason="Saisies tardives.")
    for address, target in {
        "genres.csv": "genres-v2.csv",
        "genres.schema.json": "genres-v2.schema.json",
        "datapackage.json": "datapackage-v2.json",
    }.items():
        assert (visitor.get(f"{BASE}/{address}", status=302).location or "").endswith(f"{BASE}/{target}")
    assert fetched(visitor, f"{BASE}/genres-v1.csv") == first
    feed = ET.fromstring(fetched(visitor, "/donnees/publications.atom"))  # noqa: S314 (our own)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert all(entry.findtext(f"{ATOM}updated") and entry.findtext(f"{ATOM}title") for entry in entries)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")


def test_files_are_not_sent_again_to_who_has_them(publish: Publish, visitor: PageClient) -> None:
    publish()
    answer = visitor.get(f"{BASE}/genres-v1.csv").response
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.headers.get("Set-Cookie")
    again = visitor.client.get(f"{BASE}/genres-v1.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_dictionary_names_every_field(visitor: PageClient) -> None:
    lines = list(csv.DictReader(io.StringIO(fetched(visitor, "/donnees/dictionnaire.csv").decode())))
    assert {line["table"] for line in lines} == set(TABLES)
    assert all(line["libelle"] for line in lines)
    assert json.loads(fetched(visitor, "/donnees/dictionnaire.json")) == lines


@pytest.mark.parametrize(
    "path",
    ["genres-v2.csv", "secrets-v1.csv", "../../etc/passwd", "genres-v1.xml", "genres-v0.csv", "x.csv", "x.schema.json"],
)
def test_other_files_are_not_found(publish: Publish, visitor: PageClient, path: str) -> None:
    publish()
    visitor.get(f"{BASE}/{path}", status=404)


def test_nothing_prepared_is_given(active: Cast, visitor: PageClient) -> None:
    visitor.get(f"{BASE}/genres-v1.csv", status=404)
    assert "Rien n’est encore publié" in visitor.get("/donnees").text
