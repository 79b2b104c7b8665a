"""Closed lists that several rooms share. Labels are those of La Coop de la médiation numérique, to the letter."""
