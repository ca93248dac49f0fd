"""The monthly report for leaders."""
