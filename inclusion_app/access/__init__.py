"""Accounts, roles, scopes, sign-in, the one permission table and the guard."""
