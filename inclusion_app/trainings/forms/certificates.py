"""Forms of certificates: issue, revoke, search, verify."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.trainings.lists import CertificateKind, RevocationReason
from inclusion_app.trainings.rules.certificates import Wanted
from inclusion_app.web.choices import CheckboxField, EnumRadioField, EnumSelectField
from inclusion_app.web.fields import InputRequired, SearchField, TextField
from inclusion_app.web.forms import FilterForm, Form


class IssueForm(Form):
    """Which paper, and for whom: the people ticked, or everyone who came (the button says it)."""

    mark_optional = False

    kind = EnumRadioField(_l("Quel papier\u00a0?"), enum=CertificateKind, look="pills")
    people = CheckboxField(_l("Personnes"))


class RevokeForm(Form):
    """Why a certificate no longer counts."""

    reason = EnumRadioField(
        _l("Pourquoi la retirer\u00a0?"),
        [InputRequired(_l("Dites pourquoi cette attestation est retirée."))],
        enum=RevocationReason,
        look="list",
        description=_l("Ces mots seront montrés à qui vérifiera l’attestation."),
    )
    note = TextField(
        _l("Précision pour l’équipe"),
        [Length(max=250)],
        description=_l("Elle n’est pas montrée au public. N’y écrivez rien de personnel."),
    )


class IssuedFilterForm(FilterForm):
    """Narrow the list of certificates."""

    q = SearchField(
        _l("Numéro, ou prénom et nom"),
        [Length(max=200)],
        description=_l("Un numéro comme 2026-000012, ou le nom complet, exactement."),
    )
    etat = EnumSelectField(_l("Lesquelles"), enum=Wanted, none_label=_l("Toutes"))


class VerifyForm(FilterForm):
    """The code that somebody copies from a paper."""

    code = TextField(
        _l("Code de l’attestation"),
        [Length(max=200)],
        size="medium",
        description=_l("Dix caractères, en bas de l’attestation, comme 7K3P-Q9XW-2M. Les tirets ne comptent pas."),
    )
