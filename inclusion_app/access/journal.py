"""What each action of the audit means, in French: « Claire Faure » « a créé un compte »."""

from inclusion_app.kernel.text import N_

SENTENCES: dict[str, str] = {
    "account.sign_in": N_("s’est connecté·e"),
    "account.sign_out": N_("a fermé une session"),
    "account.create": N_("a créé un compte"),
    "account.invite": N_("a envoyé une invitation"),
    "account.activate": N_("a accepté une invitation"),
    "account.rename": N_("a modifié le nom d’un compte"),
    "account.email": N_("a changé l’adresse d’un compte"),
    "account.password": N_("a changé le mot de passe d’un compte"),
    "account.grant": N_("a donné un rôle"),
    "account.revoke": N_("a retiré un rôle"),
    "account.deactivate": N_("a désactivé un compte"),
    "account.reactivate": N_("a réactivé un compte"),
    "citizen.read": N_("a consulté la fiche d’une personne"),
    "citizen.create": N_("a créé la fiche d’une personne"),
    "citizen.update": N_("a modifié la fiche d’une personne"),
    "citizen.delete": N_("a supprimé la fiche d’une personne"),
    "citizen.restore": N_("a rétabli la fiche d’une personne"),
    "citizen.share": N_("a partagé la fiche d’une personne avec son équipe"),
    "citizen.unshare": N_("a cessé de partager la fiche d’une personne"),
    "citizen.export": N_("a consulté tout ce qui est conservé sur une personne"),
    "citizen.follow": N_("suit une personne"),
    "citizen.unfollow": N_("ne suit plus une personne"),
    "record.create": N_("a enregistré un accompagnement"),
    "record.update": N_("a modifié un accompagnement"),
    "record.delete": N_("a supprimé un accompagnement"),
    "record.restore": N_("a rétabli un accompagnement"),
    "structure.create": N_("a créé une structure"),
    "structure.update": N_("a modifié une structure"),
    "structure.delete": N_("a supprimé une structure"),
    "structure.restore": N_("a rétabli une structure"),
    "place.create": N_("a créé un lieu"),
    "place.update": N_("a modifié un lieu"),
    "place.confirm": N_("a confirmé un lieu"),
    "place.delete": N_("a supprimé un lieu"),
    "place.restore": N_("a rétabli un lieu"),
    "mediator.invite": N_("a invité une médiatrice ou un médiateur"),
    "mediator.leave": N_("a mis fin au rattachement d’une médiatrice ou d’un médiateur"),
    "mediator.import": N_("a repris une médiatrice ou un médiateur d’un ancien fichier"),
    "mediator.usual_place": N_("a changé un lieu habituel"),
    "organisation.add": N_("a ajouté un organisme"),
    "organisation.retire": N_("a retiré un organisme"),
    "organisation.restore": N_("a rétabli un organisme"),
    "job.run": N_("a lancé un travail automatique"),
}


def sentence(action: str) -> str:
    """The sentence of an action; one that is not known yet is given as it is stored."""
    return SENTENCES.get(action, action)
