"""Pure rules of resources."""
