"""The shared tablet: the sheet of one half-day, open to whoever holds its address, and nothing else."""

import uuid

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import entrance, throttle
from inclusion_app.access.guard import find_account, public
from inclusion_app.access.rules import network_of
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.trainings import attendance_words
from inclusion_app.trainings.forms.attendance_tablet import SigningForm, Since
from inclusion_app.trainings.lists import SessionState, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance_tablets import find_tablet
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules import attendance_tablet as tablet_rules
from inclusion_app.trainings.rules.attendance_signature import HEIGHT, LONGEST_PATH, WIDTH
from inclusion_app.trainings.services import attendance_tablets as services
from inclusion_app.trainings.services.attendance_tablets import Signature
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.formats import time_fr
from inclusion_app.web.transaction import keep_anyway

_FREE_MISSES = 30
_LONGEST_AGO = 24 * 3600
_CONFIRM = N_("Cochez la case pour confirmer que c’est vous.")


class _Gone(Exception):
    """The address leads to no sheet that may be signed; holds the page that says so."""

    def __init__(self, state: str, code: int) -> None:
        self.state, self.code = state, code


@bp.get("/emargement/<token>")
@public
def tablet(token: str) -> ResponseReturnValue:
    here = _open(token)
    if find_account():
        return _page("trainings/tablet/signed_in.html", token=token)
    session = here.half_day.session
    return _page(
        "trainings/tablet/tablet.html",
        token=token,
        tablet=here,
        session=session,
        people=queries.list_attendees(session),
        lines=queries.lines_of_half_day(here.half_day),
        form=_blank(here),
    )


@bp.route("/emargement/<token>/signer/<uuid:key>", methods=["GET", "POST"])
@public
def tablet_sign(token: str, key: uuid.UUID) -> ResponseReturnValue:
    here = _open(token)
    if find_account():
        return _page("trainings/tablet/signed_in.html", token=token)
    attendee, form = queries.get_attendee(here.half_day.session, key), SigningForm()
    if form.validate_on_submit():
        try:
            line = services.sign(here, key, _read(form))
            return _signed(line, token)
        except DomainError as error:
            form.attach(error)
    elif not form.is_submitted():
        form = _blank(here)
    if _wants_json():
        code = 400 if form.csrf_token.errors else 409 if form.form_errors else 422
        return jsonify(errors=[error.text for error in form.error_list()]), code
    return _page(
        "trainings/tablet/sign.html",
        422 if form.is_submitted() else 200,
        token=token,
        tablet=here,
        attendee=attendee,
        form=form,
    )


@bp.post("/emargement/<token>/deconnexion")
@public
def tablet_sign_out(token: str) -> ResponseReturnValue:
    """Whoever opened the address while signed in leaves her account before passing the screen round."""
    _open(token)
    return entrance.let_out(url_for(".tablet", token=token))


@bp.route("/emargement/<token>/fermer", methods=["GET", "POST"])
@public
def tablet_close(token: str) -> ResponseReturnValue:
    here = _open(token)
    if request.method == "GET":
        return _page("trainings/tablet/close.html", token=token)
    services.close_tablet(here, by=find_account())
    return redirect(url_for(".tablet", token=token), 303)


@bp.errorhandler(_Gone)
def _gone(gone: _Gone) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(errors=[_("Cette feuille n’est plus ouverte.")], gone=True), gone.code
    return _page("trainings/tablet/gone.html", gone.code, state=gone.state)


def _open(token: str) -> Tablet:
    """The tablet of this address, if its sheet may be signed now; guesses are slowed, right addresses never."""
    found = find_tablet(token)
    if found is None:
        counters = (throttle.Counter(crypto.blind_index(network_of(request.remote_addr), "tablet"), _FREE_MISSES),)
        if throttle.find_wait(counters):
            raise _Gone("slow", 429)
        keep_anyway(lambda: throttle.note_failure(counters))
        raise _Gone("unknown", 404)
    half_day = found.half_day
    if half_day.not_held or half_day.session.state is SessionState.CANCELLED:
        raise _Gone("not_held", 410)
    if not tablet_rules.is_open(found, clock.now()):
        raise _Gone("closed" if found.closed_at else "expired", 410)
    return found


def _blank(here: Tablet) -> SigningForm:
    proposed = rules.proposed_arrival(here.half_day, clock.now())
    return SigningForm(
        formdata=None, data={"since": Since.START, "arrived_at": proposed, "form_key": str(uuid.uuid4())}
    )


def _read(form: SigningForm) -> Signature:
    """What was sent. Raises DomainError where a name is typed without its confirmation."""
    try:
        form_key = uuid.UUID(str(form.form_key.data))
    except ValueError as error:
        raise NotFound from error
    means = SigningMeans.HAND if form.path.data else SigningMeans.TYPED
    if means is SigningMeans.TYPED and not form.confirmed.data:
        raise DomainError(_CONFIRM, field="confirmed")
    ago = str(form.seconds_ago.data or "0")
    return Signature(
        means=means,
        text=str(form.path.data or form.typed.data),
        form_key=form_key,
        arrived_at=form.arrived_at.data if form.since.data is Since.LATER else None,
        seconds_ago=min(int(ago), _LONGEST_AGO) if ago.isascii() and ago.isdecimal() and len(ago) < 9 else 0,
    )


def _signed(line: AttendanceLine, token: str) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(told=attendance_words.signature(line), time=time_fr(line.signed_at))
    return redirect(url_for(".tablet", token=token, _anchor="feuille"), 303)


def _page(template: str, code: int = 200, **values: object) -> Response:
    """A page without the site's menu, that search engines leave alone."""
    bare: dict[str, object] = {"navigation": [], "whoami": None, "footer_links": []}
    known = {"words": attendance_words, "rules": rules, "box": (WIDTH, HEIGHT), "longest": LONGEST_PATH}
    response = make_response(render_template(template, **bare, **known, **values), code)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
