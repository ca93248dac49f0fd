"""Timescales worked out from key dates: pure rules, no files and no clock.

``key_dates`` says what is on a file, ``calendar`` counts, ``forward``, ``recurring`` and ``backward`` judge one kind of
rule each, ``compute`` brings them together, ``proposals`` turns results into answers, and ``words`` explains them.
"""
