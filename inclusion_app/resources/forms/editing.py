"""Forms of a resource: what is said of it, its address or its file; withdrawing it."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.resources.forms.fields import CompetencesField, LicenceField
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind, Visibility
from inclusion_app.resources.rules.editing import ResourceSheet
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme
from inclusion_app.web.choices import EnumCheckboxField, EnumRadioField, SelectField
from inclusion_app.web.fields import (
    DateField,
    FileField,
    HiddenField,
    InputRequired,
    TextArea,
    TextField,
    UrlField,
)
from inclusion_app.web.forms import Form


class ResourceForm(Form):
    """What is said of a resource, whatever it is made of. `sheet(kind, …)` is read once the form is valid."""

    title = TextField(
        _l("Titre"),
        [InputRequired(), Length(max=160)],
        description=_l("Ce que l’on y apprend, comme «\u00a0Reconnaître un message frauduleux\u00a0»."),
        size="wide",
    )
    summary = TextArea(
        _l("De quoi il s’agit, en une ou deux phrases"),
        [Length(max=400)],
        rows=3,
        description=_l("C’est ce que l’on lit dans les résultats de recherche. 400\u00a0caractères au plus."),
    )
    author = TextField(
        _l("Auteur à citer"),
        [Length(max=160)],
        description=_l("La personne ou l’organisme qui l’a faite, tel qu’il veut être cité."),
        size="wide",
    )
    licence = LicenceField(
        _l("Sous quelle licence"),
        [InputRequired(message=_l("Choisissez une licence\u00a0: sans elle, on ne sait pas qui peut réutiliser."))],
        enum=Licence,
        look="list",
        hints={
            Licence.ETALAB: N_("Celle des administrations françaises\u00a0: réutiliser en citant l’auteur."),
            Licence.CC0: N_("Réutiliser sans aucune condition."),
            Licence.BY: N_("Réutiliser en citant l’auteur."),
            Licence.BY_SA: N_("Réutiliser en citant l’auteur, sous la même licence."),
            Licence.BY_NC: N_("Réutiliser en citant l’auteur, sans en tirer d’argent."),
            Licence.BY_NC_SA: N_("Les deux\u00a0: sans en tirer d’argent, et sous la même licence."),
            Licence.LINK_ONLY: N_("On renvoie vers le site de l’auteur, sans rien copier."),
            Licence.AGREED: N_("L’auteur vous a dit oui\u00a0: écrivez-le dans la présentation, avec la date."),
        },
    )
    themes = EnumCheckboxField(_l("Thèmes"), enum=Theme)
    competences = CompetencesField(_l("Compétences numériques travaillées"), enum=Competence)
    difficulty = EnumRadioField(_l("Niveau"), enum=Difficulty, none_label=N_("Sans niveau"), look="pills")
    readers = EnumCheckboxField(_l("Pour qui"), enum=Readers)
    language = SelectField(_l("Langue"))
    translation_of = TextField(
        _l("Traduction de"),
        [Length(max=200)],
        description=_l("Le code ou l’adresse de la ressource d’origine, si celle-ci la traduit."),
        size="medium",
    )
    visibility = EnumRadioField(
        _l("Qui peut la lire"),
        [InputRequired()],
        enum=Visibility,
        hints={
            Visibility.PUBLIC: N_("Elle se trouve aussi sans compte\u00a0: on peut l’imprimer, la scanner, l’envoyer."),
            Visibility.NETWORK: N_("Seulement les personnes du réseau, une fois connectées."),
        },
    )
    structure = SelectField(_l("Au nom de"), none_label=N_("En mon nom"))
    review_on = DateField(
        _l("À relire le"),
        description=_l("Un e-mail vous le rappellera trente jours avant, puis ce jour-là."),
    )
    note = TextField(
        _l("Ce qui a changé"),
        [Length(max=300)],
        description=_l("En quelques mots, pour l’historique."),
        size="wide",
    )
    version = HiddenField()


class LinkForm(ResourceForm):
    """A page of somebody else's site."""

    url = UrlField(
        _l("Adresse de la page"),
        [InputRequired(), Length(max=2000)],
        description=_l("Entière, comme «\u00a0https://www.exemple.fr/page\u00a0»."),
        size="wide",
    )


class FileForm(ResourceForm):
    """A file; when the resource exists, a new file makes a new version."""

    file = FileField(
        _l("Fichier"),
        description=_l(
            "20\u00a0Mo au plus. PDF, image (PNG, JPEG, WebP), document Word, PowerPoint, Excel ou LibreOffice,"
            " son MP3, vidéo MP4. Sans macros ni mot de passe."
        ),
    )


FORMS: dict[ResourceKind, type[ResourceForm]] = {
    ResourceKind.LINK: LinkForm,
    ResourceKind.FILE: FileForm,
    ResourceKind.SHEET: ResourceForm,
}


class WithdrawForm(Form):
    """Withdraw a resource, maybe in favour of another."""

    replaced_by = TextField(
        _l("Remplacée par"),
        [Length(max=200)],
        description=_l("Le code ou l’adresse d’une autre ressource. Qui scanne l’ancien QR code y sera conduit."),
        size="medium",
    )


def sheet_from(form: ResourceForm, kind: ResourceKind, **found: object) -> ResourceSheet:
    """What a valid form says; `found`: structure_id, translation_of_id, read by the view."""
    return ResourceSheet(
        kind=kind,
        title=" ".join((form.title.data or "").split()),
        licence=form.licence.data,
        summary=" ".join((form.summary.data or "").split()),
        author=" ".join((form.author.data or "").split()),
        language=form.language.data or "fr",
        themes=form.themes.data,
        competences=form.competences.data,
        readers=form.readers.data,
        difficulty=form.difficulty.data,
        visibility=form.visibility.data,
        review_on=form.review_on.data,
        **found,  # type: ignore[arg-type]
    )
