"""Writes of the network: structures, places, mediators; one module a subject."""
