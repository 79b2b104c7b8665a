"""The competence framework: domains, competences, levels, their European neighbours. Reference data, no pages."""
