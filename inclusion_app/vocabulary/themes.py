"""What an accompaniment was about."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Theme(Listed):
    """Thématiques de médiation numérique (19)."""

    DIAGNOSTIC = "diagnostic", N_("Diagnostic numérique")
    EQUIPMENT_USE = "equipment_use", N_("Prendre en main du matériel")
    EQUIPMENT_CARE = "equipment_care", N_("Maintenance de matériel")
    OWN_CONTENT = "own_content", N_("Gérer ses contenus numériques")
    BROWSING = "browsing", N_("Navigation sur internet")
    EMAIL = "email", N_("E-mail")
    OFFICE = "office", N_("Bureautique")
    SOCIAL_NETWORKS = "social_networks", N_("Réseaux sociaux communication")
    HEALTH = "health", N_("Santé")
    BANKING_SHOPPING = "banking_shopping", N_("Banque et achats en ligne")
    PROFESSIONAL = "professional", N_("Accompagner un professionnel")
    EMPLOYMENT = "employment", N_("Insertion professionnelle")
    SECURITY = "security", N_("Prévention en sécurité numérique")
    PARENTING = "parenting", N_("Parentalité")
    SCHOOLING = "schooling", N_("Scolarité et numérique")
    CREATION = "creation", N_("Créer avec le numérique")
    CULTURE = "culture", N_("Culture numérique")
    AI = "ai", N_("Intelligence artificielle (IA)")
    ADMINISTRATIVE = "administrative", N_("Aide aux démarches administratives")


class AdministrativeTheme(Listed):
    """Thématiques administratives (11); also the procedures that block."""

    PAPERS = "papers", N_("Papiers - Élections - Citoyenneté")
    FAMILY = "family", N_("Famille - Scolarité")
    SOCIAL_HEALTH = "social_health", N_("Social - Santé")
    WORK = "work", N_("Travail - Formation - Entreprise")
    HOUSING = "housing", N_("Logement")
    TRANSPORT = "transport", N_("Transports - Mobilité")
    MONEY = "money", N_("Argent - Impôts")
    JUSTICE = "justice", N_("Justice")
    FOREIGNERS = "foreigners", N_("Étrangers - Europe")
    LEISURE = "leisure", N_("Loisirs - Sports - Culture")
    ASSOCIATIONS = "associations", N_("Associations")
