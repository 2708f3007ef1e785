-- How a measure is spread over the agencies of each level in each year: quartiles by nearest rank, as part and whole.
WITH measured AS (
{measure}
), ranked AS (
    SELECT year, level, part, whole,
           row_number() OVER (PARTITION BY year, level ORDER BY {value}) AS place,
           count(*) OVER (PARTITION BY year, level) AS reports
    FROM measured
    WHERE {value} IS NOT NULL
)
SELECT year, level, max(reports) AS reports, {sum}(part) AS part, {sum}(whole) AS whole,
       max(CASE WHEN place = 1 THEN part END), max(CASE WHEN place = 1 THEN whole END),
       max(CASE WHEN place = (reports + 3) / 4 THEN part END), max(CASE WHEN place = (reports + 3) / 4 THEN whole END),
       max(CASE WHEN place = (reports + 1) / 2 THEN part END), max(CASE WHEN place = (reports + 1) / 2 THEN whole END),
       max(CASE WHEN place = (3 * reports + 3) / 4 THEN part END), max(CASE WHEN place = (3 * reports + 3) / 4 THEN whole END),
       max(CASE WHEN place = reports THEN part END), max(CASE WHEN place = reports THEN whole END)
FROM ranked
GROUP BY year, level
ORDER BY year, level
