"""What a request leaves to write after it."""

from flask import Flask, Response
from sqlalchemy.exc import OperationalError

from inclusion_app.web.transaction import keep_if_possible


def test_a_page_answers_although_the_database_is_too_busy_for_what_may_be_missed(app: Flask) -> None:
    tried = []

    def write() -> None:
        tried.append(True)
        raise OperationalError("UPDATE", None, Exception("database is locked"))

    with app.test_request_context("/"):
        keep_if_possible(write)
        assert app.process_response(Response("lu")).status_code == 200
    assert tried == [True]
