"""From files to recognised reports, with several processes; knows no SQL."""
