-- What a person sees who opens the database with another tool. Put up anew whenever the schema or a form changes.

CREATE VIEW "报告一览" AS
SELECT agency.name AS "机关", agency.level AS "层级", report.year AS "年度", report.form AS "格式", report.title AS "标题",
       CASE report.status WHEN 'submitted' THEN '已提交' ELSE '填报中' END AS "状态",
       report.revision AS "修订", report.updated AS "更新时间", report.submitted_by AS "提交人", report.submitted_at AS "提交时间"
FROM report JOIN agency ON agency.id = report.agency
ORDER BY agency.name, report.year;

CREATE VIEW "主动公开" AS
SELECT agency.name AS "机关", report.year AS "年度", form_row.item AS "条款", form_row.label AS "信息内容",
       disclosure.issued AS "本年制发件数", disclosure.repealed AS "本年废止件数", disclosure.in_force AS "现行有效件数",
       disclosure.decisions AS "本年处理决定数量", disclosure.amount AS "本年收费金额（单位：万元）"
FROM report
JOIN agency ON agency.id = report.agency
JOIN form_row ON form_row.form = report.form AND form_row.section = 'disclosure'
LEFT JOIN disclosure ON disclosure.report = report.id AND disclosure.row = form_row.row
WHERE report.form = '2021'
ORDER BY agency.name, report.year, form_row.position;

CREATE VIEW "主动公开（2019版）" AS
SELECT agency.name AS "机关", report.year AS "年度", form_row.item AS "条款", form_row.label AS "信息内容",
       disclosure.made AS "本年新制作数量", disclosure.published AS "本年新公开数量", disclosure.total_public AS "对外公开总数量",
       disclosure.last_year AS "上一年项目数量", disclosure.change AS "本年增/减", disclosure.decisions AS "处理决定数量",
       disclosure.projects AS "采购项目数量", disclosure.amount AS "采购总金额"
FROM report
JOIN agency ON agency.id = report.agency
JOIN form_row ON form_row.form = report.form AND form_row.section = 'disclosure'
LEFT JOIN disclosure ON disclosure.report = report.id AND disclosure.row = form_row.row
WHERE report.form = '2019'
ORDER BY agency.name, report.year, form_row.position;

CREATE VIEW "申请" AS
SELECT agency.name AS "机关", report.year AS "年度", form_row.groups AS "类别", form_row.label AS "事项",
       applications.natural_person AS "自然人", applications.business AS "商业企业", applications.research AS "科研机构",
       applications.public_interest AS "社会公益组织", applications.legal_service AS "法律服务机构",
       applications.other_org AS "其他", applications.total AS "总计"
FROM report
JOIN agency ON agency.id = report.agency
JOIN form_row ON form_row.form = report.form AND form_row.section = 'applications'
LEFT JOIN applications ON applications.report = report.id AND applications.row = form_row.row
ORDER BY agency.name, report.year, form_row.position;

CREATE VIEW "复议诉讼" AS
SELECT agency.name AS "机关", report.year AS "年度", form_row.groups AS "类别", form_row.label AS "事项",
       proceedings.upheld AS "结果维持", proceedings.corrected AS "结果纠正", proceedings.other AS "其他结果",
       proceedings.pending AS "尚未审结", proceedings.total AS "总计"
FROM report
JOIN agency ON agency.id = report.agency
JOIN form_row ON form_row.form = report.form AND form_row.section = 'proceedings'
LEFT JOIN proceedings ON proceedings.report = report.id AND proceedings.row = form_row.row
ORDER BY agency.name, report.year, form_row.position;

CREATE VIEW "文字部分" AS
SELECT agency.name AS "机关", report.year AS "年度", form_section.title AS "部分", narrative.text AS "内容"
FROM report
JOIN agency ON agency.id = report.agency
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
       batch.detail || coalesce(edit.detail, '') AS "出处"
FROM batch
JOIN report ON report.id = batch.report
JOIN agency ON agency.id = report.agency
LEFT JOIN edit ON edit.report = batch.report AND edit.revision = batch.revision
LEFT JOIN part ON part.id = edit.part
ORDER BY agency.name, report.year, batch.revision, edit.part;

CREATE VIEW "免改说明" AS
SELECT agency.name AS "机关", report.year AS "年度", waiver.rule AS "规则", waiver.message AS "问题", waiver.reason AS "理由",
       waiver.actor AS "操作人", waiver.time AS "时间"
FROM waiver
JOIN report ON report.id = waiver.report
JOIN agency ON agency.id = report.agency
ORDER BY agency.name, report.year, waiver.rule;
