"""What joins citizens, accompaniments and the rooms beside them."""
