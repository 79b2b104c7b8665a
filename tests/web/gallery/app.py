"""The gallery's application. `python -m tests.web.gallery.app` serves it on port 5055."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

from flask import Flask, abort, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms.validators import Email, Length

from inclusion_app.extensions import babel, csrf
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound
from inclusion_app.web.choices import (
    CheckboxField,
    Choice,
    EnumCheckboxField,
    EnumRadioField,
    EnumSelectField,
    RadioField,
    SelectField,
)
from inclusion_app.web.durations import DurationField
from inclusion_app.web.fields import (
    BooleanField,
    CountField,
    DateField,
    EmailField,
    FileField,
    HiddenField,
    InputRequired,
    IntegerField,
    Optional,
    PasswordField,
    PhoneField,
    SearchField,
    TextArea,
    TextField,
    TimeField,
)
from inclusion_app.web.forms import FilterForm, Form
from inclusion_app.web.lookups import Candidate, CommuneField
from inclusion_app.web.navigation import FooterLink, NavigationItem, WhoAmI
from inclusion_app.web.pagination import requested_page
from inclusion_app.web.setup import init_web


class Topic(StrEnum):
    """A closed list, as the vocabulary makes them."""

    label: str
    retired: bool

    def __new__(cls, code: str, label: str, retired: bool = False) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.retired = label, retired
        return member

    PAPERS = "papers", "Démarches administratives"
    MAIL = "mail", "E-mail"
    PHONE = "phone", "Prendre en main un téléphone"
    WEB = "web", "Naviguer sur internet"
    SAFETY = "safety", "Sécurité et mots de passe"
    PARENTS = "parents", "Parentalité"
    OLD = "old", "Thème retiré", True


class Progress(StrEnum):
    """Three plain sentences."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    ALONE = "alone", "La personne a fait seule"
    TOGETHER = "together", "Nous avons fait ensemble"
    FOR = "for", "J’ai fait à sa place"


COMMUNES = [
    Candidate("87085", "Limoges (87000)"),
    Candidate("87114", "Panazol (87350)"),
    Candidate("93066", "Saint-Denis (93200)"),
    Candidate("97411", "Saint-Denis (97400)"),
]


def find_communes(text: str) -> list[Candidate]:
    folded = text.lower()
    return [c for c in COMMUNES if folded in (c.value, c.label.lower()) or c.label.lower().startswith(folded)]


class EntryForm(Form):
    """One of each field."""

    key = HiddenField(default="a-key")
    first_name = TextField(
        "Prénom",
        [InputRequired(), Length(max=60)],
        description="Comme la personne se présente.",
    )
    email = EmailField("Adresse électronique", [Optional(), Email()])
    phone = PhoneField("Téléphone")
    password = PasswordField("Mot de passe", autocomplete="new-password")
    day = DateField(
        "Date",
        [InputRequired()],
        default=date(2026, 11, 24),
        description="Par exemple 24/11/2026.",
    )
    start = TimeField("Heure de début")
    minutes = DurationField("Durée", [InputRequired()], default=60)
    commune = CommuneField(
        "Commune",
        [InputRequired()],
        endpoint="communes",
        description="Son nom ou son code postal.",
    )
    place = RadioField(
        "Où",
        choices=[
            Choice("1", "Médiathèque de Panazol"),
            Choice("2", "France services", "Limoges"),
        ],
    )
    structure = SelectField("Structure", choices=[Choice("1", "CCAS de Limoges")], none_label="Aucune")
    topics = EnumCheckboxField("Thèmes", [InputRequired()], enum=Topic, description="Un ou plusieurs.")
    procedures = CheckboxField(
        "Démarches",
        choices=[Choice("caf", "Allocations familiales"), Choice("tax", "Impôts")],
    )
    progress = EnumRadioField("Comment cela s’est passé", enum=Progress, look="list")
    already = EnumRadioField("Autonomie ensuite", enum=Progress, none_label="Je ne sais pas", look="pills")
    level = EnumSelectField("Niveau", enum=Progress, none_label="Non renseigné")
    total = CountField("Nombre de participants", default=5)
    women = CountField("Femmes", name="gender-women")
    men = CountField("Hommes", name="gender-men")
    seats = IntegerField("Places", minimum=1, maximum=50)
    agreed = BooleanField("La personne est d’accord", description="Elle a reçu l’information.")
    proof = FileField("Justificatif", description="PDF ou image, 5 Mo au plus.")
    notes = TextArea("Notes", description="N’écrivez aucun nom.")


class ListFilter(FilterForm):
    """Filters of a listing."""

    text = SearchField("Rechercher")
    since = DateField("Depuis le")
    topic = EnumSelectField("Thème", enum=Topic, none_label="Tous")


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY="a-secret-for-the-gallery-only-0123456789",
        BABEL_DEFAULT_LOCALE="fr",
        TESTING=True,
    )
    app.config["PROPAGATE_EXCEPTIONS"] = False
    babel.init_app(app, default_locale="fr")
    csrf.init_app(app)
    init_web(app)
    app.context_processor(_surroundings)
    _add_pages(app)
    _add_small_pages(app)
    _add_failures(app)
    return app


def _surroundings() -> dict[str, Any]:
    entries = [
        ("Accueil", "/"),
        ("Accompagnements", "/liste"),
        ("Citoyens", "/vide"),
        ("Formations", "/x"),
        ("Réseau", "/y"),
    ]
    return {
        "navigation": [NavigationItem(label, url, request.path == url) for label, url in entries],
        "whoami": WhoAmI("Claire Dupont", "France services de Limoges", "/compte", "/sortie"),
        "footer_links": [
            FooterLink(label, "/x")
            for label in (
                "Mentions légales",
                "Accessibilité",
                "Éco-conception",
                "Plan du site",
            )
        ],
    }


def _add_pages(app: Flask) -> None:
    @app.get("/")
    def components() -> str:
        flash("Accompagnement enregistré.", "success")
        return render_template("gallery/components.html", now=datetime(2026, 11, 24, 9, 30, tzinfo=UTC))

    @app.route("/formulaire", methods=["GET", "POST"])
    def form() -> str | Response:
        entry = EntryForm()
        entry.commune.resolver = find_communes
        if entry.validate_on_submit():
            if entry.first_name.data == "Refus":
                entry.attach(
                    DomainError(
                        "Cette date est refusée\u00a0: %(why)s.",
                        field="day",
                        why="fermé",
                    )
                )
            else:
                return redirect("/")
        return render_template("gallery/form.html", form=entry)

    @app.get("/liste")
    def listing() -> str:
        filters = ListFilter()
        asked = requested_page()
        return render_template(
            "gallery/list.html",
            filters_form=filters,
            page=asked.page(list(range(25)), 1234),
        )


def _add_small_pages(app: Flask) -> None:
    @app.get("/vide")
    def empty() -> str:
        return render_template("gallery/empty.html")

    @app.get("/confirmer")
    def confirm() -> str:
        return render_template(
            "web/confirm.html",
            title="Supprimer cet accompagnement\u00a0?",
            text="Vous pourrez l’annuler pendant 30 jours.",
            action="/formulaire",
            label="Oui, supprimer",
            cancel="/liste",
            danger=True,
            fields={"version": 3},
        )

    @app.get("/communes")
    def communes() -> Response:
        text = request.args.get("q", "").lower()
        found = [c for c in COMMUNES if c.label.lower().startswith(text)]
        return jsonify([{"code": c.value, "label": c.label, "hint": "Haute-Vienne"} for c in found])

    @app.post("/brouillon")
    def draft() -> tuple[str, int]:
        app.config["DRAFT"] = request.form.to_dict()
        return "", 204


def _add_failures(app: Flask) -> None:
    @app.get("/erreur/<int:code>")
    def failing(code: int) -> str:
        if code == 500:
            raise RuntimeError("boom")
        abort(code)

    @app.get("/erreur/domaine/<name>")
    def refusing(name: str) -> str:
        raise {"absent": NotFound, "interdit": Forbidden}[name]


if __name__ == "__main__":
    create_app().run(port=5055)
