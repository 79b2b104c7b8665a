"""Safety checked with a person or in a place: what was found, what remains to do, what changed, when to look again."""
