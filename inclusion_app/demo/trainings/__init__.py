"""The trainings of the demonstration: a catalogue, past sessions with their papers, those of today and to come."""
