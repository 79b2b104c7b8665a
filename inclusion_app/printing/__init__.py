"""The print toolkit: HTML to tagged PDF. No domain word."""
