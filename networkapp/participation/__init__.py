"""Participation of delegations in networks: suspension, withdrawal and return."""
