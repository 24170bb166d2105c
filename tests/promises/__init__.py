"""What must not change unnoticed when code moves: names that are stored, sent, or used in settings of hosts.

Each `.txt` file is a sorted list of names that the tests compare with those of the code. After a deliberate change,
`bin/test tests/promises --update-promises` writes the lists again; then say in CHANGELOG.md what hosts have to do.
"""
