"""What the letters of trainings say."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.kernel import site
from inclusion_app.kernel.mail import Attachment
from inclusion_app.trainings import links
from inclusion_app.trainings.lists import NoticeKind
from inclusion_app.trainings.models.registrations import Registration


@dataclass(frozen=True)
class LetterText:
    """A subject without personal data, a text, what goes with it."""

    subject: str
    text: str
    attachments: Sequence[Attachment] = ()


def compose(registration: Registration, kind: NoticeKind) -> LetterText:
    """The letter of a notice."""
    title = registration.session.course_version.title
    return LetterText(
        subject=f"{kind.label}\u00a0: {title}"[:200],
        text=f"Bonjour {registration.first_name},\n\n{kind.label}.\n\n{site.address(links.path_of(registration))}\n",
    )
