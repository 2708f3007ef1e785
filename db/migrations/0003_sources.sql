-- Where a file came from and when it was published, and what a reader would propose for a cell it leaves blank.
ALTER TABLE report_document ADD COLUMN address TEXT NOT NULL DEFAULT '';   -- https://…; empty: a file of the user's
ALTER TABLE report_document ADD COLUMN published TEXT NOT NULL DEFAULT ''; -- the day its page names, 2025-01-24
CREATE INDEX report_document_address ON report_document (address) WHERE address <> '';

-- The values of `cells` as far as they could be made out, in their order, separated by spaces; empty: none to propose.
ALTER TABLE doubt ADD COLUMN suggested TEXT NOT NULL DEFAULT '';
