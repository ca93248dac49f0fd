"""What a person does with the tool: one verb a file, one transaction each; both fronts call these."""
