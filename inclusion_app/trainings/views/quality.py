"""The quality register and the file of proofs by indicator."""
