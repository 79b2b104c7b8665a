"""The sheets that a session hands out: chosen, counted, printed for everybody at once."""
