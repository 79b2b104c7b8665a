"""The seal of a certificate: a row that was changed outside the application no longer matches it."""

import hashlib
import hmac

from inclusion_app.kernel import crypto
from inclusion_app.trainings.models.results import Certificate


def seal_of(certificate: Certificate) -> bytes:
    """HMAC of all that the row says, its revocation included. Raises KeyMissing when its content does not open."""
    revoked = certificate.revoked_at.isoformat(timespec="seconds") if certificate.revoked_at else None
    said = (
        certificate.registration_id,
        certificate.kind.value,
        certificate.number,
        certificate.code,
        certificate.issued_on,
        certificate.minutes,
        certificate.expires_on,
        revoked,
        certificate.revoked_reason.value if certificate.revoked_reason else None,
        certificate.revoked_note,
        certificate.content,
    )
    return crypto.blind_index(hashlib.sha256(repr([str(part) for part in said]).encode()).hexdigest(), "certificate")


def is_intact(certificate: Certificate) -> bool:
    """The row says what the application wrote."""
    try:
        return hmac.compare_digest(seal_of(certificate), certificate.digest)
    except crypto.KeyMissing:
        return False
