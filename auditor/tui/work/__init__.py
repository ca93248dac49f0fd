"""The auditor's work on screen, and starting an audit."""
