"""The calendar: month, week, list; the sessions open to the public."""
