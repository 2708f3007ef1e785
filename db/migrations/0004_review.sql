-- What a reviewer says of reports: giving one back, remarks where they stand, notices to correct and their answers.

ALTER TABLE report ADD COLUMN returned_by TEXT;          -- while the report is given back: by whom,
ALTER TABLE report ADD COLUMN returned_at TEXT;          -- and when
ALTER TABLE report ADD COLUMN returned_revision INTEGER; -- the revision it was last given back at: what came after is new

CREATE TABLE comment (
    id        INTEGER PRIMARY KEY,
    report    INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    part      TEXT NOT NULL,             -- a cell or a text; empty: the report as a whole
    quote     TEXT NOT NULL DEFAULT '',  -- the paragraph of the text that is meant
    answers   INTEGER REFERENCES comment (id),
    text      TEXT NOT NULL,
    actor     TEXT NOT NULL,
    time      TEXT NOT NULL,
    closed_by TEXT,
    closed_at TEXT
);
CREATE INDEX comment_report ON comment (report);

-- A notice to an agency: which findings it is to mend or explain, until when. The token stands on the reply sheet.
CREATE TABLE notice (
    id       INTEGER PRIMARY KEY,
    token    TEXT NOT NULL UNIQUE,
    report   INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    time     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    deadline TEXT NOT NULL
);
CREATE INDEX notice_report ON notice (report);

CREATE TABLE notice_item (
    notice      INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    rule        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    cells       TEXT NOT NULL,            -- ids, separated by spaces
    message     TEXT NOT NULL,
    suggestion  TEXT NOT NULL,
    part        TEXT NOT NULL,            -- the cell a corrected value is for, or the text that is to be worded anew
    quote       TEXT NOT NULL,            -- the words of that text
    stands      TEXT NOT NULL,            -- JSON: the values of the cells when the notice was written
    should      TEXT NOT NULL,            -- the value of `part` that would settle it, where that is known
    outcome     TEXT NOT NULL DEFAULT '', -- edited, explained; empty: not answered
    answer      TEXT NOT NULL DEFAULT '', -- the value or reason that came back
    answered_at TEXT,
    PRIMARY KEY (notice, number)
) WITHOUT ROWID;

-- Reasons that came from outside: they waive nothing until someone here accepts them.
CREATE TABLE proposed_waiver (
    report      INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    rule        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    source      TEXT NOT NULL,            -- the file they came in
    actor       TEXT NOT NULL,            -- who took the file in
    time        TEXT NOT NULL,
    PRIMARY KEY (report, fingerprint)
) WITHOUT ROWID;
