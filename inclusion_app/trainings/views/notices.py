"""What the people of a session were told, convocations to print."""
