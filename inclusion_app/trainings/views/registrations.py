"""The registrations of a session, for whoever organises it."""
