-- The texts with a word in them (:word, in small letters), of one agency or year where :agency or :year is not NULL.
SELECT report.id, text.part, text.text
FROM report
JOIN agency ON agency.id = report.agency AND report.year > 0
JOIN (
    SELECT id AS report, -2 AS position, 'title' AS part, title AS text FROM report
    UNION ALL
    SELECT id, -1, 'preamble', preamble FROM report
    UNION ALL
    SELECT narrative.report, form_section.position, narrative.section, narrative.text
    FROM narrative
    JOIN report ON report.id = narrative.report
    JOIN form_section ON form_section.form = report.form AND form_section.section = narrative.section
) AS text ON text.report = report.id
WHERE instr(lower(text.text), :word)
  AND (:agency IS NULL OR report.agency = :agency)
  AND (:year IS NULL OR report.year = :year)
ORDER BY agency.name, report.year, text.position
