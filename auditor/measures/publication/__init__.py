"""What may be published of small numbers: hiding, the attack on what is hidden, merging, what was released before."""
