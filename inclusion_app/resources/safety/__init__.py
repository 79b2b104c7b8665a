"""Safety of users: the points that are checked with a person or in a place, by version; what may be written of them."""
