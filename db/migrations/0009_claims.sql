-- What senders of reports say of agencies: other names, the agency above. Nothing of it holds until someone here
-- accepts it. Agencies by name: one above may not be here yet.
CREATE TABLE agency_claim (
    agency TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('name', 'parent')),
    value  TEXT NOT NULL, -- the other name; the name of the agency above
    source TEXT NOT NULL, -- the file it came in
    actor  TEXT NOT NULL, -- who took the file in
    time   TEXT NOT NULL,
    PRIMARY KEY (agency, kind, value)
) WITHOUT ROWID;

-- INSERT OR REPLACE takes a row away without a DELETE that a trigger would see: no entry of the journal is written twice.
CREATE TRIGGER batch_once BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE report = NEW.report AND revision = NEW.revision)
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_once BEFORE INSERT ON change
WHEN EXISTS (SELECT 1 FROM change WHERE report = NEW.report AND revision = NEW.revision AND part = NEW.part)
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER opening_once BEFORE INSERT ON opening
WHEN EXISTS (SELECT 1 FROM opening WHERE report = NEW.report)
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
