"""The shell's own pages: home by role, statements, health."""
