"""The reports of measures: the audit measures, and the scorecard of all."""
