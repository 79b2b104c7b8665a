"""The certificates of a session: issue, print, revoke; those that expire."""
