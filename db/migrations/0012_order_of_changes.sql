-- In which order reports were changed, whatever the clocks of those who changed them said.
ALTER TABLE report ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;
UPDATE report SET touched = place FROM (SELECT id AS one, row_number() OVER (ORDER BY updated, id) AS place FROM report)
WHERE report.id = one;
CREATE INDEX report_touched ON report (touched);
