"""What is shipped, compared with facts of the code of 2026 and, where they are, with the real files."""

import csv
from pathlib import Path

from inclusion_app.territories.shipped import read_json, read_table

Row = dict[str, str | None]


def shipped(name: str, key: str = "code") -> dict[str, Row]:
    return {str(row[key]): row for row in read_table(name)}


def published(shared_data: Path, name: str, key: str) -> dict[str, dict[str, str]]:
    with (shared_data / "cog" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


def test_the_country_is_whole() -> None:
    assert len(shipped("communes")) == 34_969
    assert len(shipped("epcis", "siren")) == 1_255
    assert len(shipped("epts", "siren")) == 11
    assert len(shipped("departements")) == 109
    assert len(shipped("regions")) == 26


def test_no_code_is_both_current_and_former() -> None:
    communes, former = shipped("communes"), shipped("former_communes")
    assert not communes.keys() & former.keys()
    assert {row["current"] for row in former.values()} <= communes.keys()


def test_every_commune_is_located_but_in_the_collectivities_without_published_contours() -> None:
    lost = {str(row["departement"]) for row in shipped("communes").values() if not row["latitude"]}
    assert lost == {"975", "977", "978", "984", "986", "987", "988", "989"}


def test_communes_equal_the_published_ones(shared_data: Path) -> None:
    columns = {
        "nom": "name",
        "code_departement": "departement",
        "code_region": "region",
        "siren_epci": "epci",
        "siren_ept": "ept",
        "population": "population",
    }
    ours = shipped("communes")
    for code, row in published(shared_data, "communes", "code_insee").items():
        mine = ours[code]
        assert {key: mine[value] or "" for key, value in columns.items()} == {key: row[key] for key in columns}, code
        postal_codes = row["codes_postaux"].replace(";", " ").split()
        assert sorted((mine["postal_codes"] or "").split()) == sorted(postal_codes), code


def test_groups_equal_the_published_ones(shared_data: Path) -> None:
    ours = shipped("epcis", "siren")
    theirs = published(shared_data, "epcis", "siren")
    assert ours.keys() == theirs.keys()
    for siren, row in theirs.items():
        mine = ours[siren]
        assert (mine["name"], mine["nature"], mine["departement"], mine["population"]) == (
            row["nom"],
            row["nature"],
            row["code_departement_principal"],
            row["population_municipale"],
        )
    for name in ("departements", "regions"):
        here = {code: row["population"] or "" for code, row in shipped(name).items()}
        assert here == {code: row["population"] for code, row in published(shared_data, name, "code").items()}


def test_published_old_codes_lead_to_the_same_communes(shared_data: Path) -> None:
    ours = shipped("former_communes")
    for code, row in published(shared_data, "communes_anciennes", "code_insee_ancien").items():
        assert ours[code]["current"] == row["code_insee_actuel"], row["nom"]


def test_contours_cover_every_departement_of_france() -> None:
    departements = [code for code in shipped("departements") if len(code) == 2 or code.startswith("97")]
    drawn = read_json("contours/france")["boxes"].keys()
    assert set(departements) - drawn == {"975", "977", "978"}


def test_everything_shipped_stays_light() -> None:
    folder = Path(__file__).parents[2] / "inclusion_app" / "territories" / "data"
    assert sum(file.stat().st_size for file in folder.rglob("*.xz")) < 3_000_000
