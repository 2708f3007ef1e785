"""The reviewer's table: every finding over all agencies and years, and what can be done with many at once."""
