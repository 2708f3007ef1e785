-- The agencies from :root down (NULL: all), in the order of the tree, each with its report on :year if there is one.
-- Without one are left out those that had ceased to be in a reform, and those that a reform founded only later.
WITH RECURSIVE tree (id, depth, under, path) AS (
    SELECT id, 0, NULL, printf('%010d', id) FROM agency
    WHERE CASE WHEN :root IS NULL THEN parent IS NULL ELSE id = :root END
    UNION ALL
    SELECT agency.id, tree.depth + 1, tree.id, tree.path || printf('%010d', agency.id)
    FROM tree JOIN agency ON agency.parent = tree.id
)
SELECT agency.id, agency.name, agency.parent, agency.level, agency.makes_rules, tree.depth, parent.name,
       report.id, agency.name, agency.id, report.year, report.form, 
       iif(report.returned_at IS NULL OR report.status = 'submitted', report.status, 'returned'), report.revision, report.updated,
       report.submitted_by, report.submitted_at
FROM tree
JOIN agency ON agency.id = tree.id
LEFT JOIN agency AS parent ON parent.id = agency.parent
LEFT JOIN report ON report.agency = agency.id AND report.year = :year
WHERE report.id IS NOT NULL
   OR (NOT EXISTS (SELECT 1 FROM succession WHERE predecessor = agency.id AND ends AND succession.year <= :year)
       AND (:year >= coalesce((SELECT min(year) FROM succession WHERE successor = agency.id), :year)
            OR EXISTS (SELECT 1 FROM report AS own WHERE own.agency = agency.id AND own.year BETWEEN 1 AND :year)))
ORDER BY tree.path -- SQLite drops the order of a recursive query that stands in a join
