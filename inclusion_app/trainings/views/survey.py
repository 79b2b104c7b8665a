"""The questionnaire that a trainee answers from a link or on the tablet."""
