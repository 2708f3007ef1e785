"""The rules of this database: severities, thresholds, deadlines."""
