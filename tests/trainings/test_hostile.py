"""What somebody hostile sends to the pages of trainings: refused in words, never an error of the server."""

from collections.abc import Callable
from datetime import date

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.rules.quality import check_proof_span
from tests.cast import Cast
from tests.factories_trainings import make_session
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


def test_a_row_of_thousands_of_digits_is_no_row(cast: Cast, client_of: ClientOf) -> None:
    training = make_session(structure_id=cast.mairie.id)
    client, asked = client_of(cast.nadia), {"rows": "remove-" + "9" * 6000}
    for page in ("/sessions/nouvelle", f"/sessions/{training.id}/modifier", f"/sessions/{training.id}/reporter"):
        client.post(page, client.get(page).form() | asked, status=200)


def test_a_form_already_sent_for_another_session_is_refused_in_words(cast: Cast, visitor: PageClient) -> None:
    first, second = make_session(), make_session()
    typed = {"first_name": "Amina", "last_name": "Diallo", "email": "amina@exemple.fr"}
    form = visitor.get(f"/seances/{first.id}").form() | typed
    visitor.post(f"/seances/{first.id}", form)
    page = visitor.post(f"/seances/{second.id}", form, status=422)
    assert "Ce formulaire a déjà servi pour une autre session." in page.text


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_proofs_of_another_age_are_not_asked_for(day: date) -> None:
    with pytest.raises(DomainError, match="année"):
        check_proof_span(day, day)
