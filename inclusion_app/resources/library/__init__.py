"""The starter library: sheets written for this project, their drawings, and how they reach the database."""
