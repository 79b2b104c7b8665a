"""Pages of signing in, of one's own account, of drafts and of the audit."""
