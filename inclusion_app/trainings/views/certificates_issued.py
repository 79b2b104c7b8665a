"""All the certificates that the caller's sessions gave: search, what expires soon, a table to take away."""

from urllib.parse import urlencode

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.forms.certificates import IssuedFilterForm
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.queries import certificates_issued as queries
from inclusion_app.trainings.queries.certificates_issued import CertificateFilter
from inclusion_app.trainings.rules import certificates as rules
from inclusion_app.trainings.rules.certificates import Wanted
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.downloads import Column, csv_response
from inclusion_app.web.pagination import requested_page

_COLUMNS: list[Column[Certificate]] = [
    Column(N_("Numéro"), lambda one: one.number),
    Column(N_("Document"), lambda one: one.kind),
    Column(N_("Prénom"), lambda one: one.registration.first_name),
    Column(N_("Nom"), lambda one: one.registration.last_name),
    Column(N_("Formation"), lambda one: one.registration.session.course_version.title),
    Column(N_("Minutes suivies"), lambda one: one.minutes),
    Column(N_("Délivrée le"), lambda one: one.issued_on),
    Column(N_("Valable jusqu’au"), lambda one: one.expires_on),
    Column(N_("État"), lambda one: rules.state_of(one, clock.today())),
]


@bp.get("/attestations")
@requires(Permission.SESSIONS_MANAGE)
def issued() -> ResponseReturnValue:
    """The certificates, newest first; those about to expire by date."""
    scope, form, asked, today = current_scope(), IssuedFilterForm(), requested_page(), clock.today()
    wanted = _filter(form)
    found = queries.list_issued(scope, wanted, today, offset=asked.offset, limit=asked.size)
    return render_template(
        "trainings/certificates/issued.html",
        form=form,
        page=asked.page(found, queries.count_issued(scope, wanted, today)),
        soon=queries.count_expiring(scope, today),
        chips=_chips(form),
        state_of=lambda one: rules.state_of(one, today),
        table=_with_query(url_for("trainings.issued_table"), request.args.to_dict()),
    )


@bp.get("/attestations.csv")
@requires(Permission.SESSIONS_MANAGE)
def issued_table() -> Response:
    """The same list, whole."""
    wanted = _filter(IssuedFilterForm())
    audit.note_read("certificate.export", subject=current_account(), by=current_account())
    rows = queries.iterate_issued(current_scope(), wanted, clock.today())
    return csv_response(f"attestations-{clock.today().isoformat()}.csv", _COLUMNS, rows)


def _filter(form: IssuedFilterForm) -> CertificateFilter:
    valid = form.validate()
    return CertificateFilter(form.q.data or "", form.etat.data) if valid else CertificateFilter()


def _chips(form: IssuedFilterForm) -> list[tuple[str, str]]:
    """The filters in use, each with the address without it."""
    kept = {field.name: request.args.get(field.name, "") for field in form.active()}
    address = url_for("trainings.issued")
    return [
        (
            _("%(label)s\u00a0: %(value)s", label=field.label.text, value=_shown(field.data)),
            _with_query(address, {name: value for name, value in kept.items() if name != field.name}),
        )
        for field in form.active()
    ]


def _with_query(address: str, values: dict[str, str]) -> str:
    return f"{address}?{urlencode(values)}" if values else address


def _shown(value: object) -> str:
    return _(value.label) if isinstance(value, Wanted) else str(value)
