"""The command line: a thin front. ``commands`` says what can be typed, ``handlers`` does it by way of use cases."""
