"""The competence framework: reference data that must say what is published."""
