"""The `inclusion` command, one module a group."""
