"""Pages of the observatory: figures of a territory and of others, tables, comparisons, reports."""
