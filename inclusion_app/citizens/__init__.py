"""Citizens who are followed: identity, what they were told, who follows them."""
