"""A living style page: every component of the web toolkit, rendered by a small application of its own."""
