-- All that the findings about a report rest on, as one text: its own revision (waivers raise it too), the revision of the
-- report of the year before (after a reform, of its predecessors'), what is known of the agency, how often the reports
-- below were changed, when twins were last looked for, and the state of the register.
SELECT report.revision || '/' || coalesce(last.revision, '') || '/' || agency.level || '/'
       || coalesce(agency.makes_rules, '') || '/' || (
           WITH RECURSIVE below (agency, report, revision) AS (
               SELECT child.id, r.id, r.revision
               FROM agency AS child LEFT JOIN report AS r ON r.agency = child.id AND r.year = report.year
               WHERE child.parent = agency.id
               UNION ALL
               SELECT child.id, r.id, r.revision
               FROM below
               JOIN agency AS child ON child.parent = below.agency
               LEFT JOIN report AS r ON r.agency = child.id AND r.year = report.year
               WHERE below.report IS NULL
           )
           SELECT count(*) || ':' || total(report) || ':' || total(revision) FROM below
       ) || '/' || (SELECT count(*) || ':' || coalesce(max(time), '') FROM succession) || '/' || coalesce((
           SELECT group_concat(before.id || ':' || before.revision)
           FROM succession
           JOIN report AS before ON before.agency = succession.predecessor AND before.year = report.year - 1
           WHERE succession.successor = report.agency AND succession.year = report.year
       ), '') || '/' || coalesce((SELECT count(*) || ':' || max(time) FROM twin WHERE twin.report = report.id), '') || '/'
       || (SELECT coalesce(max(id), 0) FROM request WHERE request.agency = report.agency) || ':'
       || (SELECT coalesce(max(rowid), 0) FROM request_change) || ':'
       || coalesce((SELECT sha256 FROM made_with WHERE what = 'register'), '')
FROM report
JOIN agency ON agency.id = report.agency
LEFT JOIN report AS last ON last.agency = report.agency AND last.year = report.year - 1
WHERE report.id = ?
