-- What a report's latest value of a cell comes from, and what an undo took back, found without reading its whole journal.
CREATE INDEX change_part ON change (report, part, revision);
CREATE INDEX batch_undoes ON batch (report, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX batch_imports ON batch (report, revision) WHERE origin IN ('import', 'handed');
