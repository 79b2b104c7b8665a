"""What WTForms says, in our words: each English message of its validators and fields, as a French sentence."""

from flask_babel import get_domain, gettext

from inclusion_app.kernel.text import N_

_ONE: dict[str, str] = {
    "This field is required.": N_("Remplissez ce champ."),
    "Field must be equal to %(other_name)s.": N_("Les deux saisies doivent être identiques."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Écrivez entre %(min)d et %(max)d caractères."),
    "Number must be at least %(min)s.": N_("Le nombre doit être au moins %(min)s."),
    "Number must be at most %(max)s.": N_("Le nombre doit être au plus %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("Le nombre doit être entre %(min)s et %(max)s."),
    "Invalid input.": N_("Vérifiez ce champ\u00a0: ce qui est écrit n’a pas la forme attendue."),
    "Invalid email address.": N_("Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr."),
    "Invalid URL.": N_("Écrivez une adresse de site complète, comme https://www.exemple.fr."),
    "Invalid UUID.": N_("Choisissez une proposition de la liste."),
    "Invalid Choice: could not coerce.": N_("Choisissez une proposition de la liste."),
    "Not a valid choice.": N_("Choisissez une proposition de la liste."),
    "Invalid choice(s): one or more data inputs could not be coerced.": N_("Choisissez des propositions de la liste."),
    "Invalid value, must be one of: %(values)s.": N_("Choisissez une de ces valeurs\u00a0: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": N_("Choisissez une autre valeur que %(values)s."),
    "Not a valid date value.": N_("Écrivez une date comme 24/11/2026."),
    "Not a valid datetime value.": N_("Écrivez une date et une heure comme 24/11/2026 14:30."),
    "Not a valid time value.": N_("Écrivez une heure comme 14:30."),
    "Not a valid integer value.": N_("Écrivez un nombre entier, sans virgule."),
    "Not a valid decimal value.": N_("Écrivez un nombre, comme 12,5."),
    "Not a valid float value.": N_("Écrivez un nombre, comme 12,5."),
    "This field cannot be edited.": N_("Ce champ ne se modifie pas."),
    "This field is disabled and cannot have a value.": N_("Ce champ ne se remplit pas."),
    "Invalid CSRF Token.": N_("Le formulaire a expiré\u00a0: envoyez-le de nouveau."),
    "CSRF token missing.": N_("Le formulaire a expiré\u00a0: envoyez-le de nouveau."),
    "CSRF failed.": N_("Le formulaire a expiré\u00a0: envoyez-le de nouveau."),
    "CSRF token expired.": N_("Le formulaire a expiré\u00a0: envoyez-le de nouveau."),
}

_MANY: dict[str, tuple[str, str]] = {
    "Field must be at least %(min)d character long.": (
        N_("Écrivez au moins %(min)d caractère."),
        N_("Écrivez au moins %(min)d caractères."),
    ),
    "Field cannot be longer than %(max)d character.": (
        N_("Écrivez au plus %(max)d caractère."),
        N_("Écrivez au plus %(max)d caractères."),
    ),
    "Field must be exactly %(max)d character long.": (
        N_("Écrivez exactement %(max)d caractère."),
        N_("Écrivez exactement %(max)d caractères."),
    ),
    "'%(value)s' is not a valid choice for this field.": (
        N_("Choisissez une proposition de la liste."),
        N_("Choisissez des propositions de la liste."),
    ),
}


class FormMessages:
    """The translations object that WTForms asks for; the caller fills the %(name)s places afterwards."""

    def gettext(self, string: str) -> str:
        return str(gettext(_ONE.get(string, string)))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        one, many = _MANY.get(singular, (singular, plural))
        # French has one message for 0 and 1. Not flask_babel's gettext, which would fill the places itself.
        return str(get_domain().get_translations().gettext(one if n <= 1 else many))


form_messages = FormMessages()
