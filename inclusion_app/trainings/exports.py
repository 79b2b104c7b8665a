"""Columns of the tables of trainings to download."""

from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.web.downloads import Column

REGISTERED: tuple[Column[Registration], ...] = (
    Column(N_("Nom"), lambda row: row.last_name),
    Column(N_("Prénom"), lambda row: row.first_name),
    Column(N_("État"), lambda row: row.state),
    Column(N_("Confirmé le"), lambda row: row.confirmed_at),
    Column(N_("Téléphone"), lambda row: display_phone(row.phone)),
    Column(N_("Adresse électronique"), lambda row: row.email, 28),
    Column(N_("Adresse postale"), lambda row: row.address, 28),
    Column(N_("Employeur ou structure"), lambda row: row.organisation),
    Column(N_("Ce que la personne veut apprendre"), lambda row: row.need, 40),
    Column(N_("Adaptations demandées"), lambda row: row.adaptations, 40),
    Column(N_("Situation"), lambda row: row.trainee_kind),
    Column(N_("Qui paie"), lambda row: row.funder),
    Column(N_("Prix (euros)"), lambda row: row.price_cents / 100),
    Column(N_("Inscrit·e"), lambda row: row.channel),
    Column(N_("Inscrit·e le"), lambda row: row.registered_at),
)
