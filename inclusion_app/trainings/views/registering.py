"""Registering without an account, and the secret page of a registration."""
