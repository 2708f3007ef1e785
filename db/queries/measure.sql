-- A measure, a line a report: two sums of cells, filled in for part and whole (a sum with a blank cell is NULL).
-- :children_of, :agency, :level and :year each narrow it down where they are not NULL.
SELECT agency.id AS agency, agency.name, agency.level, report.year, {part} AS part, {whole} AS whole
FROM report
JOIN agency ON agency.id = report.agency AND report.year > 0
{joins}
WHERE (:children_of IS NULL OR agency.parent = :children_of)
  AND (:agency IS NULL OR agency.id = :agency)
  AND (:level IS NULL OR agency.level = :level)
  AND (:year IS NULL OR report.year = :year)
