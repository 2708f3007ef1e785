-- Stored reports without their content; a WHERE and an ORDER BY follow.
SELECT report.id, agency.name, agency.id, report.year, report.form, report.status, report.revision, report.updated,
       report.submitted_by, report.submitted_at
FROM report JOIN agency ON agency.id = report.agency
