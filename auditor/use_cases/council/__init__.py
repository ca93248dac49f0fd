"""The council's people, teams, settings and calendar."""
