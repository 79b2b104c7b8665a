"""Communes, EPCI, départements, régions: reference data, populations, contours."""
