"""Actors: structures, places, mediators and the organisations that block or unblock."""
