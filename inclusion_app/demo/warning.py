"""The scams of the moment in the demonstration: published by its coordinator, one of them changed since."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from inclusion_app.access.permissions import Role
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.demo.accounts import SHOWN
from inclusion_app.kernel import clock
from inclusion_app.resources.rules.alerts import AlertText
from inclusion_app.resources.services.alerts import lift_alert, publish_alert, update_alert

_OVER, _ADVISER, _PARCEL = timedelta(days=80), timedelta(days=12), timedelta(days=5)


def warn(today: date) -> None:
    """Three alerts: one that is lifted, two of today."""
    email = next(shown.address for shown in SHOWN if shown.role is Role.COORDINATOR)
    account = find_account_by_email(email)
    if account is None:
        return
    with clock.frozen(_morning(today - _OVER)):
        tax = publish_alert(_tax(today - _OVER), by=account)
    with clock.frozen(_morning(today - _OVER + timedelta(days=40))):
        lift_alert(tax, by=account)
    with clock.frozen(_morning(today - _ADVISER)):
        publish_alert(_adviser(today - _ADVISER), by=account)
    said = _parcel(today - _PARCEL)
    with clock.frozen(_morning(today - _PARCEL)):
        parcel = publish_alert(said, by=account)
    more = "\n".join((said.signs, "Le site demande le code reçu par SMS"))
    with clock.frozen(_morning(today - timedelta(days=1))):
        update_alert(parcel, replace(said, signs=more), version=parcel.version, by=account)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), UTC)


def _adviser(day: date) -> AlertText:
    return AlertText(
        title="Faux conseiller bancaire au téléphone",
        text="Une personne se présente comme le service des fraudes de votre banque. Elle connaît votre nom et annonce"
        " un paiement suspect à bloquer tout de suite. Le vrai numéro de la banque peut s’afficher.",
        signs="L’appel est pressant, souvent le soir\nOn vous demande un code reçu par SMS"
        "\nOn propose d’envoyer un coursier chercher votre carte",
        advice="Raccrochez, même si la personne insiste\nNe donnez aucun code, ne validez rien dans l’application"
        "\nAppelez vous-même le numéro au dos de votre carte",
        url="https://www.cybermalveillance.gouv.fr",
        ends_on=day + timedelta(days=60),
    )


def _parcel(day: date) -> AlertText:
    return AlertText(
        title="Faux SMS de livraison de colis",
        text="Un SMS annonce qu’un colis est bloqué et demande un petit paiement pour le recevoir.",
        signs="Le message vient d’un numéro en 06 ou 07\nLe lien n’est pas celui du transporteur"
        "\nOn vous demande moins de 3 €",
        advice="Ne touchez pas au lien\nTransférez le SMS au 33700, puis supprimez-le"
        "\nVous avez payé\u00a0? Appelez votre banque tout de suite",
        url="https://www.33700.fr",
        ends_on=day + timedelta(days=60),
    )


def _tax(day: date) -> AlertText:
    return AlertText(
        title="Faux e-mail de remboursement des impôts",
        text="Un e-mail aux couleurs des impôts promet un remboursement si vous donnez votre carte bancaire.",
        signs="L’adresse ne finit pas par gouv.fr\nOn vous demande votre numéro de carte",
        advice="Ne cliquez pas\nTapez vous-même impots.gouv.fr et lisez vos messages dans votre espace",
        url="https://www.impots.gouv.fr",
        ends_on=day + timedelta(days=60),
    )
