"""The terminal interface. It draws and listens; everything it does is done by a use case."""
