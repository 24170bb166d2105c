"""What is decided by rule alone: pure functions over frozen values, without a database, a clock or a language."""
