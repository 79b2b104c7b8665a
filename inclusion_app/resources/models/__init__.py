"""Tables of resources, one module a subject."""
