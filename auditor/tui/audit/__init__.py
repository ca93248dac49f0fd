"""The audit screen: a list and one detail pane for each part of an audit, driven from the keyboard."""
