-- The reports that :parent's report of :year adds up, and the agencies that have none. A child that has reported counts
-- with its report (a government's has its own children in it already); below a child that has not, its children count.
-- One that had ceased to be in a reform, or that a reform founded only later, is not missing.
WITH RECURSIVE every (agency, report) AS (
    SELECT agency.id, report.id
    FROM agency LEFT JOIN report ON report.agency = agency.id AND report.year = :year
    WHERE agency.parent = :parent
    UNION ALL
    SELECT agency.id, report.id
    FROM every
    JOIN agency ON agency.parent = every.agency
    LEFT JOIN report ON report.agency = agency.id AND report.year = :year
    WHERE every.report IS NULL
), below (agency, report) AS (
    SELECT agency, report FROM every
    WHERE report IS NOT NULL
       OR (NOT EXISTS (SELECT 1 FROM succession WHERE predecessor = agency AND ends AND succession.year <= :year)
           AND (:year >= coalesce((SELECT min(year) FROM succession WHERE successor = every.agency), :year)
                OR EXISTS (SELECT 1 FROM report WHERE agency = every.agency AND year BETWEEN 1 AND :year)))
)
