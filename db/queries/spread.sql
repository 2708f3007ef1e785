-- A measure, a line a report, the reports of each level in each year from the least value to the greatest: of n lines the
-- quartiles are the (n + 3) / 4th, (n + 1) / 2th and (3 n + 3) / 4th, rounded down; the total is that of part and whole.
SELECT year, level, part, whole
FROM (
{measure}
)
WHERE {value} IS NOT NULL
ORDER BY year, level, {value}
