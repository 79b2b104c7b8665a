"""The generator of believable data: a whole département over three years, the same for a same seed."""
