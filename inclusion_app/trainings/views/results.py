"""What people think of the sessions, by course and trainer."""
