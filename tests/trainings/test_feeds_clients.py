"""Calendar programs: our files in a real CalDAV server (Radicale) through a client library; our feed over HTTP."""

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import caldav
import pytest
from flask import Flask
from icalendar import Calendar
from werkzeug.serving import make_server

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.letters import compose
from inclusion_app.trainings.lists import FeedKind, NoticeKind, SessionState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.services.feeds import create_feed
from inclusion_app.trainings.services.notices import tell
from tests.cast import Cast, make_cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.instances import own_application

START = datetime(2027, 3, 28, 7, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[str]:
    """A CalDAV server of this test alone, on loopback."""
    port = free_port()
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "none",
        "--storage-filesystem-folder": str(tmp_path / "collections"),
        "--logging-level": "error",
    }
    command = [sys.executable, "-m", "radicale", *(f"{name}={value}" for name, value in options.items())]
    server = subprocess.Popen(command)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def without_method(text: str) -> str:
    """What a program stores of an invitation: a calendar at rest has no method."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("METHOD:"))


def attached(registration: Registration, kind: NoticeKind) -> str:
    return without_method(compose(registration, kind).attachments[0].text)


def _client(url: str, name: str) -> Any:
    return caldav.DAVClient(url=url, username=name, password="")


def stored(calendar: Any) -> list[Any]:
    return [one for event in calendar.events() for one in Calendar.from_ical(event.data).walk("VEVENT")]


def test_a_calendar_server_keeps_updates_and_cancels_our_events(cast: Cast, radicale: str) -> None:
    session = make_session(make_course("Être à l’aise\u00a0: l’e-mail, فاطمة"), START, place=cast.place)
    registration = make_registration(session)
    tell(registration, NoticeKind.REGISTERED)
    with _client(radicale, "amina") as client:
        calendar = client.principal().make_calendar(name="Formations")
        calendar.add_event(attached(registration, NoticeKind.CONVOCATION), increase_seqno=False)
        (event,) = stored(calendar)
        assert str(event["SUMMARY"]) == "Être à l’aise\u00a0: l’e-mail, فاطمة"
        assert event["DTSTART"].dt.astimezone(UTC) == START
        uid = str(event["UID"])
        assert calendar.search(start=START, end=START.replace(hour=8), event=True)

        session.sequence, session.place, session.place_id = 1, None, None
        session.online_url = "https://visio.exemple.fr/salle"
        calendar.add_event(attached(registration, NoticeKind.CHANGE), increase_seqno=False)
        (event,) = stored(calendar)
        assert (str(event["UID"]), int(event["SEQUENCE"]), str(event["LOCATION"])) == (uid, 1, "À distance")

        session.state, session.cancelled_at, session.sequence = SessionState.CANCELLED, clock.now(), 2
        calendar.add_event(attached(registration, NoticeKind.CANCELLATION), increase_seqno=False)
        (event,) = stored(calendar)
        assert (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])) == (uid, 2, "CANCELLED")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The application itself, on loopback, with the communes of the cast."""
    with own_application(tmp_path) as app:
        with app.app_context():
            _add_communes()
            db.session.commit()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield app, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(10)
        server.server_close()


def _add_communes() -> None:
    db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
    db.session.flush()
    for departement, commune in (("87", "87085"), ("23", "23096")):
        db.session.add(Departement(code=departement, name="D", region_code="75", search_text=" d "))
        db.session.flush()
        place = {"departement_code": departement, "region_code": "75", "search_text": " c "}
        db.session.add(Commune(code=commune, name="Limoges", **place))
    db.session.flush()


def test_a_calendar_program_follows_the_feed_of_a_live_server(live: tuple[Flask, str], radicale: str) -> None:
    app, url = live
    with app.app_context():
        cast = make_cast()
        starts = (clock.now().replace(microsecond=0), START)
        session = make_session(make_course("À l’aise"), *starts, place=cast.place)
        feed = create_feed(
            scope_of(cast.claire), kind=FeedKind.PLACE, place_id=cast.place.id, territory_key=None, by=cast.claire
        )
        path, uids = f"/agendas/{feed.token}.ics", {f"{half.id}@127.0.0.1" for half in session.half_days}
        db.session.commit()
    with urllib.request.urlopen(url + path, timeout=20) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Set-Cookie"] is None
        text = answer.read().decode()
    read = Calendar.from_ical(text)
    assert str(read["X-WR-CALNAME"]).startswith("Formations")
    assert {str(one["UID"]) for one in read.walk("VEVENT")} == uids
    with _client(radicale, "claire") as client:
        calendar = client.principal().make_calendar(name="Lieu")
        for one in read.walk("VEVENT"):
            alone = Calendar()
            for zone in read.walk("VTIMEZONE"):
                alone.add_component(zone)
            alone.add_component(one)
            calendar.add_event(alone.to_ical().decode(), increase_seqno=False)
        assert {str(one["UID"]) for one in stored(calendar)} == uids
