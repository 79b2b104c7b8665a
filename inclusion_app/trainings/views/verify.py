"""The public page that verifies a certificate; the paper itself, for whoever holds it.

The name of the holder is shown: whoever asks has the code, drawn among millions of millions and written on the paper
beside that very name. Without it, a valid code could be copied on another's paper and nobody would see it.
Codes cannot be tried one after the other: those that exist not are counted by network, and soon wait.
"""

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access import throttle
from inclusion_app.access.guard import current_account, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.rules import network_of
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.trainings import codes
from inclusion_app.trainings.forms.certificates import VerifyForm
from inclusion_app.trainings.lists import CertificateKind
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.queries import certificates as queries
from inclusion_app.trainings.queries.registrations import get_by_link
from inclusion_app.trainings.rules import certificates as rules
from inclusion_app.trainings.rules.certificates_content import Content, read_content
from inclusion_app.trainings.rules.certificates_seal import is_intact
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.certificates import pdf_response
from inclusion_app.web.transaction import keep_anyway

FREE_GUESSES = 10
_KINDS = {"realisation": CertificateKind.COMPLETION, "assiduite": CertificateKind.ATTENDANCE}


@bp.get("/verifier")
@public
def verify() -> ResponseReturnValue:
    """Copy a code."""
    form = VerifyForm()
    if "code" not in request.args or not form.validate():
        return _unlisted(render_template("trainings/verify/index.html", form=form), 422 if form.errors else 200)
    return _asked(str(form.code.data), form)


@bp.get("/verifier/<code>")
@public
def verified(code: str) -> ResponseReturnValue:
    """What a code stands for: valid, expired, revoked, altered, unknown."""
    return _asked(code, VerifyForm(data={"code": code}))


def _asked(typed: str, form: VerifyForm) -> ResponseReturnValue:
    try:
        code = codes.read(typed)
    except DomainError as error:
        form.attach(error)
        return _unlisted(render_template("trainings/verify/index.html", form=form), 422)
    address = url_for("trainings.verified", code=codes.shown(code))
    if request.path != address:
        return redirect(address, 303)
    counters = (throttle.Counter(crypto.blind_index(network_of(request.remote_addr), "verify:network"), FREE_GUESSES),)
    if wait := throttle.find_wait(counters):
        return _unlisted(render_template("trainings/verify/wait.html", wait=wait), 429)
    certificate = queries.find_by_code(code)
    if certificate is None:
        keep_anyway(lambda: throttle.note_failure(counters))
        return _unlisted(render_template("trainings/verify/unknown.html", code=codes.shown(code)), 404)
    return _unlisted(_told(certificate), 200)


def _told(certificate: Certificate) -> str:
    said = _content_of(certificate)
    return render_template(
        "trainings/verify/answer.html",
        said=said,
        code=codes.shown(certificate.code),
        certificate=certificate,
        state=rules.state_of(certificate, clock.today()),
        reason=rules.reason_of(certificate),
    )


def _content_of(certificate: Certificate) -> Content | None:
    """What it says; None when the row is not as it was written."""
    return read_content(certificate.content or "") if is_intact(certificate) else None


def _unlisted(page: str, status: int) -> Response:
    """A page that search engines do not keep."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.get("/inscriptions/<uuid:registration_id>/<secret>/attestation.pdf")
@public
def held_certificate(registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """The holder's paper, through her secret link; `?type=assiduite` for the other one."""
    return _paper(queries.get_valid_of(get_by_link(registration_id, secret), _kind()))


@bp.get("/mes-formations/<uuid:registration_id>/attestation.pdf")
@requires(Permission.OWN_ACCOUNT)
def own_certificate(registration_id: uuid.UUID) -> ResponseReturnValue:
    """The same for somebody signed in."""
    return _paper(queries.get_own_certificate(current_account(), registration_id, _kind()))


def _kind() -> CertificateKind | None:
    return _KINDS.get(request.args.get("type", ""))


def _paper(certificate: Certificate) -> Response:
    try:
        response = pdf_response(certificate)
    except DomainError as error:
        raise NotFound(error.message) from error
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
