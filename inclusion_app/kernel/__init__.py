"""What every package may use: database, clock, errors, audit, encryption, mail, text, tasks. No HTTP here."""
