"""What the papers of resources say."""
