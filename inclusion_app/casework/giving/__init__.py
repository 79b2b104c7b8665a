"""Give a resource to somebody, after an accompaniment or without one: print it, send its address."""
