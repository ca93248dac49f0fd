"""What a team manager reads of audits, and says to them."""
