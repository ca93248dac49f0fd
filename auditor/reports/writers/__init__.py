"""Writers: a neutral document in, bytes out."""
