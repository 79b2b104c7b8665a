"""What runs without a user: links checked, reviews due."""
