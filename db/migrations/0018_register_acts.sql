-- What was done to a register, an act a row: a list taken in, a request entered, answered, settled; or an act taken back.
CREATE TABLE register_act (
    id     INTEGER PRIMARY KEY,
    agency INTEGER NOT NULL REFERENCES agency (id),
    time   TEXT NOT NULL,
    actor  TEXT NOT NULL,
    origin TEXT NOT NULL, -- import typed undo
    detail TEXT NOT NULL DEFAULT '', -- the files
    undoes INTEGER REFERENCES register_act (id)
);
CREATE INDEX register_act_agency ON register_act (agency);

-- Each request that an act touched, as it was before (JSON); NULL where it was not there.
CREATE TABLE register_before (
    act     INTEGER NOT NULL REFERENCES register_act (id),
    request INTEGER NOT NULL, -- one that was taken back may be gone
    stood   TEXT,
    PRIMARY KEY (act, request)
) WITHOUT ROWID;
CREATE INDEX register_before_request ON register_before (request);
CREATE TRIGGER register_act_kept BEFORE DELETE ON register_act BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER register_before_stays BEFORE UPDATE ON register_before BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER register_before_kept BEFORE DELETE ON register_before BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
