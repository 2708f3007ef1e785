-- Reports that were deleted. Such a report stays in `report`, with its journal and its files, but on no year that there
-- is: its year is its id below zero, so that no list, count or sum finds it and the year can be filled anew.
CREATE TABLE deletion (
    report INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    agency TEXT NOT NULL,    -- by name: an agency without reports can be removed
    year   INTEGER NOT NULL, -- the year it was on
    reason TEXT NOT NULL,
    actor  TEXT NOT NULL,
    time   TEXT NOT NULL
);
