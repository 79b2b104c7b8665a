"""One-use links: made for an account and a purpose, found while they are valid, used once whatever happens at once."""

from datetime import timedelta
from typing import cast

from sqlalchemy import CursorResult, select, update

from inclusion_app.access import letters
from inclusion_app.access.models import Account, LinkPurpose, OneUseLink
from inclusion_app.access.tokens import hash_of, new_token
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db

LIFE = {
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD: timedelta(hours=1),
}


def send_link(account: Account, purpose: LinkPurpose, *, by: Account | None) -> OneUseLink:
    """Make a link and queue its letter. The token itself is in the letter only."""
    token, now = new_token(), clock.now()
    link = OneUseLink(
        account=account, purpose=purpose, token_hash=hash_of(token), created_at=now, expires_at=now + LIFE[purpose]
    )
    db.session.add(link)
    letters.send_link(account, purpose, token, by=by)
    db.session.flush()
    return link


def find_link(token: str, purpose: LinkPurpose) -> OneUseLink | None:
    """The link of this token, unless it was used, expired, or its account was closed."""
    link = db.session.scalar(
        select(OneUseLink).where(
            OneUseLink.token_hash == hash_of(token),
            OneUseLink.purpose == purpose,
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > clock.now(),
        )
    )
    return None if link is None or link.account.deactivated_at else link


def use_link(link: OneUseLink) -> bool:
    """Use it up; False when another request did so first."""
    still_good = (OneUseLink.id == link.id) & OneUseLink.used_at.is_(None) & (OneUseLink.expires_at > clock.now())
    result = db.session.execute(update(OneUseLink).where(still_good).values(used_at=clock.now()))
    return cast("CursorResult[object]", result).rowcount == 1


def void_links(account: Account) -> None:
    """Make every link still open to this account worthless."""
    open_ones = (OneUseLink.account_id == account.id) & OneUseLink.used_at.is_(None)
    db.session.execute(update(OneUseLink).where(open_ones).values(used_at=clock.now()))
