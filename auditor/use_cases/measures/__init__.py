"""The measures of the improvement plan: importing figures, the whole scorecard, and figures over time."""
