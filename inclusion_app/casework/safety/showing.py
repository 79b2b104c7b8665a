"""The pages of a safety check, the same for a person and for a place."""

import uuid

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account
from inclusion_app.casework.safety import papers
from inclusion_app.casework.safety.findings import Findings, compared, last_state
from inclusion_app.casework.safety.forms import CheckForm, form_class, values_of
from inclusion_app.casework.safety.subject import Subject
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, Forbidden, StaleVersion
from inclusion_app.network.forms.reading import version_of
from inclusion_app.network.views import drafts
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.queries.checklists import author_names
from inclusion_app.resources.rules.checklists import next_day
from inclusion_app.resources.safety.lists import current_list
from inclusion_app.resources.services import checklists as services

PDF = "application/pdf"


def overview(subject: Subject) -> ResponseReturnValue:
    """Where it stands, what changed, each check."""
    checks = [Findings(made) for made in subject.list_checks()]
    return render_template(
        "casework/safety/overview.html",
        subject=subject,
        checks=checks,
        last=checks[0] if checks else None,
        compared=compared(checks),
        points=sum(1 for _point in current_list(subject.kind).points()),
        names=author_names([one.made for one in checks]),
        account_id=current_account().id,
        today=clock.today(),
    )


def new(subject: Subject) -> ResponseReturnValue:
    """Look at each point."""
    today, kept = clock.today(), drafts.kept_fields()
    values = {"checked_on": today, "next_on": next_day(today)}
    made_for = form_class(subject.kind, current_list(subject.kind).version)
    form = made_for(kept, data=values) if kept else made_for(data=values)
    if form.validate_on_submit():
        try:
            services.note_check(subject.row, form.check(), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            return _saved(subject)
    previous = next((Findings(made) for made in subject.list_checks(limit=1)), None)
    return _form_page(subject, form, previous=previous, draft=bool(kept))


def edit(subject: Subject, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Correct one's own check; its next date alone is often what changes."""
    found = Findings(_own(subject, checklist_id))
    made = found.made
    data = {"checked_on": made.checked_on, "next_on": made.next_on, "remark": made.remark, "version": made.version}
    form = form_class(subject.kind, made.list_version)(data=data | values_of(found.states))
    if form.validate_on_submit():
        try:
            services.correct_check(
                made, form.check(), subject=subject.row, version=version_of(form.version), by=current_account()
            )
        except StaleVersion as error:
            form.attach(error)
            form.version.data = str(made.version)
        except DomainError as error:
            form.attach(error)
        else:
            return _saved(subject)
    return _form_page(subject, form, made=made)


def delete(subject: Subject, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then take away."""
    made = _own(subject, checklist_id)
    if request.method == "POST":
        services.delete_check(made, subject=subject.row, by=current_account())
        flash(_("C’est effacé."), "success")
        return redirect(subject.url(), 303)
    return render_template(
        "web/confirm.html",
        title=_("Effacer ce point sécurité"),
        text=_("Il disparaît tout de suite et ne revient pas. Les autres restent."),
        action=subject.url("delete", made),
        label=_("Effacer"),
        cancel=subject.url(),
        danger=True,
    )


def sheet(subject: Subject, checklist_id: uuid.UUID) -> Response:
    """What was checked, what remains to do."""
    made = subject.get_check(checklist_id)
    response = Response(to_pdf(papers.draw_sheet(subject, Findings(made))), mimetype=PDF)
    response.headers["Content-Disposition"] = 'inline; filename="point-securite.pdf"'
    return response


def _form_page(
    subject: Subject,
    form: CheckForm,
    *,
    previous: Findings | None = None,
    made: Checklist | None = None,
    draft: bool = False,
) -> ResponseReturnValue:
    page = render_template(
        "casework/safety/check.html",
        subject=subject,
        form=form,
        previous=previous.states if previous else {},
        last_state=last_state,
        made=made,
        draft=draft,
    )
    return page, 422 if form.is_submitted() else 200


def _saved(subject: Subject) -> ResponseReturnValue:
    flash(_("C’est noté. Vous pouvez imprimer la feuille."), "success")
    return redirect(subject.url(), 303)


def _own(subject: Subject, checklist_id: uuid.UUID) -> Checklist:
    """One of the caller's. Raises Forbidden when a colleague made it."""
    made = subject.get_check(checklist_id)
    if made.checked_by_id != current_account().id:
        raise Forbidden
    return made
