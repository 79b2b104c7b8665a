"""The calls to make: people without e-mail, letters that came back."""
