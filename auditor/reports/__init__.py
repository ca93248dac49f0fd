"""Measures and audits as neutral documents, and documents as PDF or plain text."""
