"""What is done about actions, and the lists of them."""
