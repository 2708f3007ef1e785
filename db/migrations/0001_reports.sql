-- Agencies, their reports, and the journal of every change.
--
-- The form's three tables are tables here, one row a row of the form, one column a column of the form (of either
-- version). Their columns have no type, so that SQLite stores what it is given: counts as INTEGER, amounts as TEXT
-- ('72701.2578'), never as REAL. NULL, or no row, is a blank cell, which is not 0.

CREATE TABLE agency (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    parent      INTEGER REFERENCES agency (id),
    level       TEXT NOT NULL DEFAULT '' CHECK (level IN ('', '省', '市', '县', '乡', '部门')),
    makes_rules INTEGER CHECK (makes_rules IN (0, 1)) -- may it make 规章? NULL: as its level says
);
CREATE INDEX agency_parent ON agency (parent);

-- Other names under which an agency's reports arrive.
CREATE TABLE agency_name (
    name   TEXT PRIMARY KEY,
    agency INTEGER NOT NULL REFERENCES agency (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE report (
    id           INTEGER PRIMARY KEY,
    agency       INTEGER NOT NULL REFERENCES agency (id),
    year         INTEGER NOT NULL,
    form         TEXT NOT NULL,
    title        TEXT NOT NULL DEFAULT '',
    preamble     TEXT NOT NULL DEFAULT '',
    status       TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted')),
    revision     INTEGER NOT NULL DEFAULT 0, -- the latest batch of the journal
    created      TEXT NOT NULL,
    updated      TEXT NOT NULL,
    submitted_by TEXT,
    submitted_at TEXT,
    UNIQUE (agency, year)
);
CREATE INDEX report_year ON report (year);

CREATE TABLE disclosure (
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    row    TEXT NOT NULL,
    issued, repealed, in_force, decisions, amount,             -- 2021
    made, published, total_public, last_year, change, projects, -- 2019
    PRIMARY KEY (report, row)
) WITHOUT ROWID;

CREATE TABLE applications (
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    row    TEXT NOT NULL,
    natural_person, business, research, public_interest, legal_service, other_org, total,
    PRIMARY KEY (report, row)
) WITHOUT ROWID;

CREATE TABLE proceedings (
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    row    TEXT NOT NULL,
    upheld, corrected, other, pending, total,
    PRIMARY KEY (report, row)
) WITHOUT ROWID;

CREATE TABLE narrative (
    report  INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (report, section)
);

-- Journal. A batch is one act (a cell typed, a block pasted, a file imported, an undo) and one revision of its report.
CREATE TABLE batch (
    report   INTEGER NOT NULL REFERENCES report (id),
    revision INTEGER NOT NULL,
    time     TEXT NOT NULL,  -- UTC, 2026-01-31T08:00:00Z
    actor    TEXT NOT NULL,
    origin   TEXT NOT NULL,  -- typed pasted ditto total carried proposed import handed zero undo redo restore rollup; begin submit reopen waive merge
    detail   TEXT NOT NULL DEFAULT '', -- the file, the year before, the reason
    undoes   INTEGER,        -- the revision that an undo or redo takes back
    PRIMARY KEY (report, revision)
) WITHOUT ROWID;

-- What a batch changed: a cell (old and new value) or a text (at character `at`, `old` was replaced by `new`).
-- To be read through the view `edit` (db/views.sql), which has the numbers of `opening` too.
CREATE TABLE change (
    report   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    part     INTEGER NOT NULL, -- which cell or text: see `part`
    at       INTEGER,          -- NULL for cells
    old,
    new,
    origin   TEXT,             -- where it is not the batch's: a total that followed its parts
    detail   TEXT NOT NULL DEFAULT '', -- the line or page of the file
    PRIMARY KEY (report, revision, part)
) WITHOUT ROWID;

-- The numbers with which a report was stored whole (imported), as its revision 1: one record in place of 200 changes.
-- JSON, in runs of parts that follow each other and stood in the same place of the file: [[place, part, [value, …]], …].
CREATE TABLE opening (
    report INTEGER PRIMARY KEY REFERENCES report (id),
    cells  TEXT NOT NULL
);

CREATE TRIGGER batch_stays BEFORE UPDATE ON batch BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER opening_stays BEFORE UPDATE ON opening BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER opening_kept BEFORE DELETE ON opening BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

-- The imported files as they came (compressed with zlib), so that a better reader can read them again.
CREATE TABLE document (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    size   INTEGER NOT NULL,
    added  TEXT NOT NULL,
    bytes  BLOB NOT NULL
);
CREATE TABLE report_document (
    report   INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document (id),
    revision INTEGER NOT NULL,
    PRIMARY KEY (report, document)
) WITHOUT ROWID;
CREATE INDEX report_document_document ON report_document (document);

-- What the reader could not read for certain in the import that made `revision`. Settled once the cells are edited.
CREATE TABLE doubt (
    id       INTEGER PRIMARY KEY,
    report   INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    rule     TEXT NOT NULL,
    section  TEXT NOT NULL,
    cells    TEXT NOT NULL, -- ids, separated by spaces
    message  TEXT NOT NULL,
    place    TEXT NOT NULL
);
CREATE INDEX doubt_report ON doubt (report);

CREATE TABLE waiver (
    report      INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL, -- rule + cells + values: a changed value lapses the waiver
    rule        TEXT NOT NULL,
    cells       TEXT NOT NULL,
    message     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    actor       TEXT NOT NULL,
    time        TEXT NOT NULL,
    PRIMARY KEY (report, fingerprint)
) WITHOUT ROWID;

-- The words of the form files, for the views and for anyone who reads this database with another tool.
CREATE TABLE form (id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE form_section (
    form TEXT NOT NULL, position INTEGER NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (form, section)
) WITHOUT ROWID;
CREATE TABLE form_row (
    form TEXT NOT NULL, section TEXT NOT NULL, position INTEGER NOT NULL, row TEXT NOT NULL,
    item TEXT NOT NULL, groups TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (form, section, row)
) WITHOUT ROWID;
CREATE TABLE form_column (
    form TEXT NOT NULL, section TEXT NOT NULL, position INTEGER NOT NULL, column_name TEXT NOT NULL,
    groups TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (form, section, column_name)
) WITHOUT ROWID;

-- Every cell and text that the journal can name.
CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
