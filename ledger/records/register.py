"""The record types: the only place where a Chinese key meets an English field.

A ledger (台账) is a list of records of one type in one file, or in one file a month. Fields
without a default are required. Amounts are in the unit that the record states, dates are days of
the civil calendar, people appear by their post.
"""

from __future__ import annotations

from ledger.records.base import Ledgers, LedgerType
from ledger.records.types.bureau import Document, Organ, Post, Unit
from ledger.records.types.declared import Declaration, ListedWord, SheetMapping
from ledger.records.types.duties import PostDetail
from ledger.records.types.indicators import FigureDefinition, Frozen, Reconciliation, SuppliedTotal
from ledger.records.types.language import FixedTerm, Phrase, Synonyms
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.official import Adopted, Correction, Genre, Paper, Report, Seal, SealEntry
from ledger.records.types.regulations import Instrument, OfficialText, Question
from ledger.records.types.study import StudyItem, StudyMaterial
from ledger.records.types.systems import Power, System
from ledger.records.types.work import (
    DutySheet,
    Expense,
    Nil,
    Rectification,
    Reminder,
    Risk,
    Task,
    Trace,
    WorkPoint,
)

#: the ledgers whose types stand in the code; ``ledgers`` knows those that are declared as well
LEDGERS = Ledgers(
    (
        LedgerType("台账声明", Declaration, "台账/*.yml", "", offered=False, whole=True),
        LedgerType("单位", Unit, "unit.yml", "", single=True, offered=False),
        LedgerType("词表", ListedWord, "词表/*.yml", "", offered=False),
        LedgerType("机构", Organ, "机构.yml", "organs"),
        LedgerType("岗位", Post, "岗位.yml", "posts"),
        LedgerType("文件会议", Document, "文件会议.yml", "documents"),
        LedgerType("法规", Instrument, "regulations/*.yml", "regulations", offered=False),
        LedgerType("法规原文", OfficialText, "regulations/原文/*.yml", "", offered=False),
        LedgerType("知识题库", Question, "知识题库.yml", "quiz"),
        LedgerType("固定说法", FixedTerm, "固定说法.yml", ""),
        LedgerType("用语", Phrase, "用语.yml", ""),
        LedgerType("近义词", Synonyms, "近义词.yml", ""),
        LedgerType("制度", System, "制度/*.yml", "systems"),
        LedgerType("权力事项", Power, "权力事项.yml", "powers"),
        LedgerType("岗位职责", PostDetail, "岗位职责.yml", "post-duties"),
        LedgerType("机制项目", Mechanism, "机制项目.yml", "mechanisms"),
        LedgerType("文种", Genre, "文种/*.yml", "", offered=False, usual=False, whole=True),
        LedgerType(
            "导入对照", SheetMapping, "导入对照/*.yml", "", offered=False, usual=False, whole=True
        ),
        LedgerType("封存目录", SealEntry, "封存目录.yml", "", offered=False, usual=False),
        LedgerType("报告", Report, "{year}/report.yml", "", single=True, offered=False),
        LedgerType("公文", Paper, "{year}/公文/*.yml", "", offered=False, usual=False, whole=True),
        LedgerType("指标", FigureDefinition, "{year}/figures.yml", ""),
        LedgerType("对账", Reconciliation, "{year}/对账.yml", "reconciliation"),
        LedgerType("履责记录", Trace, "{year}/履责记录/*.yml", "records"),
        LedgerType("学习计划", StudyItem, "{year}/学习计划.yml", "study-plan"),
        LedgerType("学习材料", StudyMaterial, "{year}/学习材料.yml", "study-materials"),
        LedgerType("本月无", Nil, "{year}/本月无.yml", "nothing-this-month"),
        LedgerType("廉政提醒", Reminder, "{year}/廉政提醒.yml", "reminders"),
        LedgerType("整改台账", Rectification, "{year}/整改台账.yml", "rectification"),
        LedgerType("公务支出", Expense, "{year}/公务支出.yml", "expenses"),
        LedgerType("风险点", Risk, "{year}/风险点.yml", "risks"),
        LedgerType("职责书", DutySheet, "{year}/职责书.yml", "duty-sheets"),
        LedgerType("年度要点", WorkPoint, "{year}/年度要点.yml", "work-points"),
        LedgerType("下年任务", Task, "{year}/下年任务.yml", "tasks"),
        LedgerType("汇总数", SuppliedTotal, "{year}/汇总数.yml", "totals"),
        LedgerType("封存", Seal, "{year}/封存/*.yml", "", offered=False, usual=False, whole=True),
        LedgerType(
            "更正", Correction, "{year}/更正.yml", "corrections", offered=False, usual=False
        ),
        LedgerType("沿用清单", Adopted, "{year}/沿用/*.yml", "", offered=False, usual=False),
        LedgerType("定格指标", Frozen, "{last_year}/定格指标.yml", "last-year", offered=False),
    )
)
