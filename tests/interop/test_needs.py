"""Files of need indicators: told apart, loaded whole, or refused whole and in words."""

from pathlib import Path

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.interop import needs
from inclusion_app.interop.needs import NeedAccount, import_needs
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import silent
from inclusion_app.observatory.catalogue.models import NeedFile, NeedValue
from inclusion_app.territories.models import FormerCommune
from inclusion_app.territories.territory import Level

Database = scoped_session[Session]

SCORES = "score_sans_thd,score_sans_4g,score_pauvrete,score_65ans_plus,score_peu_diplomes,score_ifn"
IFN = f"code_insee,nom,code_departement,{SCORES}"
LIMOGES = "87085,Limoges,87,2.0,5.0,9.0,4.0,4.0,4.8"
PANAZOL = "87114,Panazol,87,3.0,5.0,2.0,6.0,3.0,3.8"


def load(folder: Path, *lines: str, encoding: str = "utf-8-sig", **options: object) -> NeedAccount:
    path = folder / "indicateurs.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return import_needs(path, progress=silent, **options)  # type: ignore[arg-type]


def values(session: Database, key: str, dataset: str = "ifn2023") -> dict[str, float]:
    row = session.get(NeedValue, (key, dataset))
    return row.content if row else {}


def count(session: Database) -> int:
    return session.scalar(select(func.count()).select_from(NeedValue)) or 0


def test_a_file_is_loaded_and_remembered(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, IFN, LIMOGES, PANAZOL)
    assert (account.lines, account.created, account.updated, account.unchanged) == (2, 2, 0, 0)
    assert values(session, "COM-87085")["fragility"] == 4.8
    entry = session.scalars(select(NeedFile)).one()
    assert (entry.dataset, entry.level, entry.vintage, entry.territories) == ("ifn2023", Level.COMMUNE, 2023, 2)
    assert session.scalars(select(AuditLine.action)).all() == ["needs.load"]


def test_a_dry_run_writes_nothing(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, IFN, LIMOGES, dry_run=True)
    assert account.created == 1
    assert count(session) == 0


def test_the_same_again_changes_nothing_and_a_new_one_says_what(session: Database, tmp_path: Path) -> None:
    load(tmp_path, IFN, LIMOGES, PANAZOL)
    again = load(tmp_path, IFN, LIMOGES, PANAZOL)
    assert (again.created, again.updated, again.unchanged, again.removed) == (0, 0, 2, 0)
    other = load(tmp_path, IFN, LIMOGES.replace("4.8", "5.1"))
    assert (other.created, other.updated, other.unchanged, other.removed) == (0, 1, 0, 1)
    assert values(session, "COM-87114") == {}


def test_another_vintage_stands_beside(session: Database, tmp_path: Path) -> None:
    load(tmp_path, IFN, LIMOGES)
    load(tmp_path, IFN, LIMOGES, vintage=2025)
    assert values(session, "COM-87085", "ifn2025") == values(session, "COM-87085")
    with pytest.raises(DomainError, match="millésime"):
        load(tmp_path, IFN, LIMOGES, vintage=20_000)


def test_semicolons_commas_spaces_and_headings_as_a_spreadsheet_writes_them(session: Database, tmp_path: Path) -> None:
    head = "CODE_INSEE;Part_Sup_30;NB_Locaux"
    account = load(tmp_path, head, "87085;62,5;104\u202f000", "1001;1,6;379")
    assert account.totals["padded"] == 1
    assert values(session, "COM-87085", "arcep2019") == {"fixed_30": 62.5}
    assert values(session, "COM-01001", "arcep2019") == {"fixed_30": 1.6}


def test_old_encodings_are_read(session: Database, tmp_path: Path) -> None:
    load(tmp_path, IFN, PANAZOL.replace("Panazol", "Saint-Méard"), encoding="cp1252")
    load(tmp_path, IFN, PANAZOL.replace("Panazol", "Saint-Méard"), encoding="utf-16")
    assert values(session, "COM-87114")["fragility"] == 3.8


def test_gaps_are_not_zeros(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, IFN, LIMOGES.replace("9.0", ""), "55039,Beaumont,55,0.0,0.0,0.0,0.0,0.0,0.0")
    assert "fragility_poverty" not in values(session, "COM-87085")
    assert values(session, "COM-55039") == {}
    assert (account.totals["empty"], account.totals["gaps"]) == (1, 7)


def test_zero_is_a_number_where_it_may_be_one(session: Database, tmp_path: Path) -> None:
    head = "code_insee,part_peu_ou_pas_diplomes,part_menages_1_personne,part_familles_mono,part_65_plus,part_moins_25"
    load(tmp_path, head, "87085,40,50,0,20,15")
    assert values(session, "COM-87085", "insee2016")["census_single_parent"] == 0


def an_old_commune(session: Database) -> FormerCommune:
    elsewhere = FormerCommune.current_code.startswith("87"), FormerCommune.current_code != "87085"
    return session.scalars(select(FormerCommune).where(*elsewhere).order_by(FormerCommune.code).limit(1)).one()


def test_old_codes_follow_the_commune_of_today(session: Database, tmp_path: Path) -> None:
    old = an_old_commune(session)
    account = load(tmp_path, IFN, LIMOGES, PANAZOL.replace("87114", old.code))
    assert account.totals["followed"] == 1
    assert values(session, f"COM-{old.current_code}")["fragility"] == 3.8


def test_merged_communes_are_weighted_by_what_the_file_counts(session: Database, tmp_path: Path) -> None:
    old = an_old_commune(session)
    account = load(tmp_path, "code_insee,part_sup_30,nb_locaux", f"{old.current_code},10,300", f"{old.code},50,100")
    assert account.totals["merged"] == 1
    assert values(session, f"COM-{old.current_code}", "arcep2019") == {"fixed_30": 20.0}


def test_districts_give_way_to_their_city(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, IFN, LIMOGES.replace("87085", "75056"), PANAZOL.replace("87114", "75101"))
    assert values(session, "COM-75056")["fragility"] == 4.8
    assert account.totals["districts"] == 1


def test_unknown_codes_are_left_out_and_said(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, IFN, LIMOGES, PANAZOL, PANAZOL.replace("87114", "87999"))
    assert (account.created, account.totals["unknown"]) == (2, 1)
    assert account.warnings[0].line == 4


def test_a_file_about_something_else_is_refused(session: Database, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="moitié"):
        load(tmp_path, IFN, LIMOGES, *(LIMOGES.replace("87085", f"9999{n}") for n in range(5)))
    assert count(session) == 0


REFUSED = {
    "a text": (LIMOGES.replace("9.0", "beaucoup"), "score_pauvrete"),
    "not a number": (LIMOGES.replace("9.0", "1e300"), "score_pauvrete"),
    "two commas": (LIMOGES.replace("9.0", '"1,234,5"'), "score_pauvrete"),
    "negative": (LIMOGES.replace("9.0", "-1"), "score_pauvrete"),
    "too large": (LIMOGES.replace("9.0", "11"), "score_pauvrete"),
    "doubled": (LIMOGES + "\n" + LIMOGES, "code_insee"),
    "no code": (LIMOGES.replace("87085", ""), "code_insee"),
    "a comma too many": (LIMOGES.replace("9.0", "9,0"), "code_insee"),
    "a line cut short": (LIMOGES[:20], "code_insee"),
    "a strange code": (LIMOGES.replace("87085", "=2+5"), "code_insee"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_wrong_line_refuses_the_whole_file(session: Database, tmp_path: Path, name: str) -> None:
    load(tmp_path, IFN, PANAZOL)
    wrong, column = REFUSED[name]
    account = load(tmp_path, IFN, PANAZOL.replace("3.8", "9.9"), wrong)
    assert account.refused == 1
    assert account.refusals[0].column == column
    assert values(session, "COM-87114")["fragility"] == 3.8


def test_a_negative_weight_is_refused(session: Database, tmp_path: Path) -> None:
    account = load(tmp_path, "code_insee,part_sup_30,nb_locaux", "87085,10,-3")
    assert account.refusals[0].column == "nb_locaux"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="score_pauvrete"):
        load(tmp_path, IFN.replace("score_pauvrete,", ""), LIMOGES)


def test_a_missing_code_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="code_insee ou siren"):
        load(tmp_path, SCORES, "1,1,1,1,1,1")


def test_a_column_written_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"deux fois.*score_ifn"):
        load(tmp_path, f"{IFN},score_ifn", f"{LIMOGES},9")


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "code_insee\n87085\n"])
def test_what_is_not_one_of_ours_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DomainError):
        load(tmp_path, text)


def test_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"PK\x03\x04\0\0\0")
    with pytest.raises(DomainError, match="CSV"):
        import_needs(path, progress=silent)


def test_headings_alone_give_nothing(session: Database, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="aucun nombre"):
        load(tmp_path, IFN)


def test_a_file_without_end_is_refused_early(
    session: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "MOST_LINES", 50)
    with pytest.raises(DomainError, match="lignes"):
        load(tmp_path, IFN, *(LIMOGES.replace("87085", f"{n:05}") for n in range(60)))
    assert count(session) == 0
