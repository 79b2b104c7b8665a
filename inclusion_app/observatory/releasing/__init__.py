"""Years released to those who read published figures: counted and decided by a job, read by primary key."""
