"""The programme of a course, to print: what is learnt, for whom, how, at what price."""

from inclusion_app.kernel.phone import display_phone
from inclusion_app.printing.pdf import Document
from inclusion_app.trainings.models.courses import CourseVersion, TrainingBody
from inclusion_app.trainings.papers import render_paper


def programme_of(version: CourseVersion, body: TrainingBody | None, path: str, price: str) -> Document:
    """The document of a version; `path` is its public page, `price` in words."""
    return render_paper(
        "trainings/papers/programme.html",
        title=version.title,
        version=version,
        course=version.course,
        body=body,
        path=path,
        price=price,
        phone=display_phone(_phone(version, body)),
        email=_email(version, body),
        steps=[line.strip() for line in version.content.splitlines() if line.strip()],
    )


def _phone(version: CourseVersion, body: TrainingBody | None) -> str | None:
    structure = version.course.structure
    return (structure.phone if structure else None) or (body.phone if body else None)


def _email(version: CourseVersion, body: TrainingBody | None) -> str | None:
    structure = version.course.structure
    return (structure.email if structure else None) or (body.email if body else None)
