-- What a person sees who opens the database with another tool. Put up anew whenever they, the schema or a form changes;
-- deleted reports (those on a year below 0) are in none of them;
-- the views of the form's tables are made from the form files (store/connection/form_tables.py).

CREATE VIEW "报告一览" AS
SELECT agency.name AS "机关", agency.level AS "层级", report.year AS "年度", report.form AS "格式", report.title AS "标题",
       CASE report.status WHEN 'submitted' THEN '已提交' WHEN 'returned' THEN '已退回' ELSE '草稿' END AS "状态",
       report.revision AS "修订", report.updated AS "更新时间", report.submitted_by AS "提交人", report.submitted_at AS "提交时间"
FROM report JOIN agency ON agency.id = report.agency AND report.year > 0
ORDER BY agency.name, report.year;

CREATE VIEW "文字部分" AS
SELECT agency.name AS "机关", report.year AS "年度", form_section.title AS "部分", narrative.text AS "内容"
FROM report
JOIN agency ON agency.id = report.agency AND report.year > 0
JOIN narrative ON narrative.report = report.id
JOIN form_section ON form_section.form = report.form AND form_section.section = narrative.section
ORDER BY agency.name, report.year, form_section.position;

-- Every edit of the journal: the changes, and the numbers with which reports were stored.
CREATE VIEW edit AS
SELECT report, revision, part, at, old, new, origin, detail FROM change
UNION ALL
SELECT opening.report, 1, json_extract(run.value, '$[1]') + cell.key, NULL, NULL, cell.value, NULL,
       json_extract(run.value, '$[0]')
FROM opening, json_each(opening.cells) AS run, json_each(run.value, '$[2]') AS cell;

CREATE VIEW "修改记录" AS
SELECT agency.name AS "机关", report.year AS "年度", batch.revision AS "修订", batch.time AS "时间", batch.actor AS "操作人",
       coalesce(edit.origin, batch.origin) AS "方式", part.name AS "单元格", edit.old AS "原值", edit.new AS "新值",
       batch.detail || coalesce(edit.detail, '') AS "出处", batch.brought AS "带自"
FROM batch
JOIN report ON report.id = batch.report
JOIN agency ON agency.id = report.agency AND report.year > 0
LEFT JOIN edit ON edit.report = batch.report AND edit.revision = batch.revision
LEFT JOIN part ON part.id = edit.part
ORDER BY agency.name, report.year, batch.revision, edit.part;

CREATE VIEW "豁免" AS
SELECT agency.name AS "机关", report.year AS "年度", waiver.rule AS "规则", waiver.message AS "问题", waiver.reason AS "理由",
       waiver.actor AS "操作人", waiver.time AS "时间"
FROM waiver
JOIN report ON report.id = waiver.report
JOIN agency ON agency.id = report.agency AND report.year > 0
ORDER BY agency.name, report.year, waiver.rule;
