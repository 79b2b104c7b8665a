"""The public catalogue of courses, and the printable programme of each."""
