"""How charts are drawn: figures in, plain shapes out, the same for every writer that draws."""
