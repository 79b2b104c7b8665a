"""The check of easy-to-read texts: it points, explains, and never refuses."""
