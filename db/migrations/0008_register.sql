-- The register of requests (台账), a row a request. What the office's own list says is in `said`, what was entered here
-- instead of it in `by_hand` (JSON, texts by field: giktui/register/heads.toml); the columns are what that comes to.
-- Names and contents of requests stand in `said`, `by_hand` and `request_change` and nowhere else.
CREATE TABLE request (
    id       INTEGER PRIMARY KEY,
    agency   INTEGER NOT NULL REFERENCES agency (id),
    number   TEXT NOT NULL DEFAULT '',
    received TEXT,           -- 2025-01-07, as every day here
    kind     TEXT,           -- a column of table 三
    channel  TEXT NOT NULL DEFAULT '', -- in_person post online email fax
    answered TEXT,           -- NULL: not yet
    result   TEXT,           -- a row of table 三
    fee      INTEGER,        -- fen
    review   TEXT,           -- a column of table 四, with the years it began and ended in
    review_begun INTEGER,
    review_ended INTEGER,
    suit     TEXT,
    suit_begun   INTEGER,
    suit_ended   INTEGER,
    after_review INTEGER CHECK (after_review IN (0, 1)),
    said     TEXT NOT NULL,
    by_hand  TEXT NOT NULL DEFAULT '{}',
    year     INTEGER,        -- the sheet's own, where it says one
    source   TEXT NOT NULL DEFAULT '', -- the file; empty where the request was entered here
    sheet    TEXT NOT NULL DEFAULT '',
    line     INTEGER,
    left_out TEXT,           -- why it is not counted, on purpose
    vanished INTEGER NOT NULL DEFAULT 0, -- the list as it came last no longer has it
    updated  TEXT NOT NULL
);
CREATE INDEX request_agency ON request (agency, received);
-- All that the counts read (db/queries/register.sql), so that they need not go through the texts.
CREATE INDEX request_counts ON request (
    agency, left_out, received, answered, kind, result, channel, fee, review, review_begun, review_ended, suit, suit_begun,
    suit_ended, after_review
);
CREATE INDEX request_number ON request (agency, number);

-- What of a request is not certain, and the years it may concern: in those it is not counted.
CREATE TABLE request_doubt (
    request    INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    field      TEXT NOT NULL,
    why        TEXT NOT NULL,
    said       TEXT NOT NULL,
    choices    TEXT NOT NULL, -- ids, separated by spaces
    first_year INTEGER NOT NULL,
    last_year  INTEGER NOT NULL
);
CREATE INDEX request_doubt_request ON request_doubt (request);

-- Who changed what of a request when; append-only, so that nothing that was entered or imported is lost.
CREATE TABLE request_change (
    request INTEGER NOT NULL REFERENCES request (id),
    time    TEXT NOT NULL,
    actor   TEXT NOT NULL,
    origin  TEXT NOT NULL, -- import typed
    field   TEXT NOT NULL,
    old     TEXT NOT NULL,
    new     TEXT NOT NULL
);
CREATE INDEX request_change_request ON request_change (request);
CREATE TRIGGER request_change_stays BEFORE UPDATE ON request_change BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER request_change_kept BEFORE DELETE ON request_change BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

-- What an office's list has a column for: where it has none, that nothing is there says nothing.
CREATE TABLE register_column (
    agency INTEGER NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    field  TEXT NOT NULL,
    PRIMARY KEY (agency, field)
) WITHOUT ROWID;

-- What the heads of an office's list are, where somebody had to say so.
CREATE TABLE register_head (
    agency INTEGER NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    head   TEXT NOT NULL,
    field  TEXT NOT NULL, -- empty: nothing that counts
    PRIMARY KEY (agency, head)
) WITHOUT ROWID;
