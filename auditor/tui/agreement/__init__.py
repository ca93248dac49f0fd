"""Agreement, leniency and calibration on screen."""
