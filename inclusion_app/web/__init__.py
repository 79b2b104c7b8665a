"""The web toolkit: forms, components, security headers, transaction. No domain word."""
