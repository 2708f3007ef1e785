-- The reports that :parent's report of :year adds up, and the agencies that have none. A child that has reported counts
-- with its report (a government's has its own children in it already); below a child that has not, its children count.
WITH RECURSIVE below (agency, report) AS (
    SELECT agency.id, report.id
    FROM agency LEFT JOIN report ON report.agency = agency.id AND report.year = :year
    WHERE agency.parent = :parent
    UNION ALL
    SELECT agency.id, report.id
    FROM below
    JOIN agency ON agency.parent = below.agency
    LEFT JOIN report ON report.agency = agency.id AND report.year = :year
    WHERE below.report IS NULL
)
