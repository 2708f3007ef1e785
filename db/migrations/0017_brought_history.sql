-- The database that an act was brought from: it was not done here, and is that database's word. Empty for our own.
ALTER TABLE batch ADD COLUMN brought TEXT NOT NULL DEFAULT '';
DROP TRIGGER batch_stays;
UPDATE batch SET brought = taken.detail FROM (
    SELECT report, max(revision) AS revision, detail FROM batch WHERE origin = 'brought' GROUP BY report
) AS taken WHERE batch.report = taken.report AND batch.revision < taken.revision;
CREATE TRIGGER batch_stays BEFORE UPDATE ON batch BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
