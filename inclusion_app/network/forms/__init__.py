"""Forms of the network, one an action; one module a subject."""
