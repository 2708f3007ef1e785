-- Stored reports without their content; a WHERE and an ORDER BY follow.
SELECT report.id, agency.name, agency.id, report.year, report.form, 
       iif(report.returned_at IS NULL OR report.status = 'submitted', report.status, 'returned'), report.revision, report.updated,
       report.submitted_by, report.submitted_at
FROM report JOIN agency ON agency.id = report.agency AND report.year > 0
