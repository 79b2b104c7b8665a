"""Pages of the network: structures, places, mediators, organisations, accounts; one module a subject."""
