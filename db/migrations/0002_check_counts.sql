-- How many findings a report has, remembered so that thousands of reports can be listed with them.
-- `stamp` names all that the count rests on (db/queries/stamps.sql); with another stamp it is out of date.
CREATE TABLE check_count (
    report   INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    stamp    TEXT NOT NULL,
    errors   INTEGER NOT NULL,
    soft     INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    infos    INTEGER NOT NULL,
    waived   INTEGER NOT NULL
);
