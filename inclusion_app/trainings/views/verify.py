"""The public page that verifies a certificate."""
