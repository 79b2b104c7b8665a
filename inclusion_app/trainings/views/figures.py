"""The figures of trainings, the annual teaching and financial summary."""
