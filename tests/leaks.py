"""Restricted records, pages and files for the tests of leaks: a canary in all that can be typed.

In a template T stands for a word and N for a number that stand nowhere else, D and L for days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from ledger.records.base import LedgerType
from ledger.records.ledgers import shipped
from ledger.records.types.declared import Declaration, DeclaredKey, InnerKey
from ledger.records.vocabulary import shipped as shipped_lists
from ledger.wordlists import DONE

YEAR = "data/2021/"
#: a day of the year, and one after it, on which nothing else happens
DAY, LATER = "2021-11-27", "2023-11-27"
#: how every word begins, so that a piece of an index betrays it as well
SIGN = "秘雀"
#: ledger -> the file of the small bureau that holds it, and a record that nobody else refers to
RECORDS: dict[str, tuple[str, str]] = {
    "机构": ("data/机构.yml", "- {编号: x-organ, 名称: T, 类型: 内设机构}"),
    "岗位": ("data/岗位.yml", "- {编号: x-post, 名称: T, 简称: T, 层级: 工作人员, 职责: [T, T]}"),
    "文件会议": (
        "data/文件会议.yml",
        "- {编号: x-document, 名称: T, 简称: T, 类型: 会议, 层级: 市, 机关: T, 日期: D, 文号: T}",
    ),
    "法规": (
        "data/regulations/x-law.yml",
        """- 编号: x-law
  名称: T
  简称: T
  种类: 法律
  制定机关: T
  行业: T
  说明: T
  版本:
    - 年份: 2021
      通过: D
      印发: D
      施行: D
      取代: L
      条数: 731904999
      编数: 1
      章数: 1
      章: [{编: T, 名称: T, 起: 1, 止: 731904999}]
      特征: [{条: 1, 词: T}]
      核对: {来源: T, 日期: D}
  条文:
    - {编号: x-article, 主题: T, 条号: {2021: 7}, 要点: T, 变化: T}""",
    ),
    "知识题库": (
        "data/知识题库.yml",
        """- 编号: x-question
  题型: 单选
  题干: T
  选项: [T, T, T]
  答案: [2]
  依据: {法规: 小样, 年份: 2018, 条: 3}
  解析: T
  核对: {来源: T, 日期: D}""",
    ),
    "固定说法": ("data/固定说法.yml", "- {词: T, 说明: T}"),
    "用语": ("data/用语.yml", "- {词: T, 又作: [T], 除外: [T], 类别: 过时, 自: D, 至: L, 改为: T, 说明: T, 核对: {来源: T, 日期: D}}"),
    "近义词": ("data/近义词.yml", "- {词: [T, T]}"),
    "制度": (
        "data/制度/x-system.yml",
        """- 编号: x-system
  名称: T
  简称: T
  类别: 配套制度
  文号: T
  版本: T
  印发日期: D
  施行日期: D
  有效期至: L
  起草: 办公室
  章:
    - 名称: T
      条:
        - {条: 1, 要旨: T, 内容: T, 岗位: 全体, 台账: [风险点]}""",
    ),
    "权力事项": (
        "data/权力事项.yml",
        """- 编号: x-power
  名称: T
  领域: 行政审批
  依据: {制度: 意见, 条: 1}
  环节:
    - 环节: T
      岗位: 文书岗
      做什么: T
      时限: T
      风险: 高
      监督:
        - {监督人: 局长, 时点: 事前, 方式: 会商, 怎么做: T, 凭据: T, 制度: {制度: 意见, 条: 2}}
      分支:
        - {情形: T}""",
    ),
    "岗位职责": (
        "data/岗位职责.yml",
        """- 岗位: x-post
  权限: {可决定: T, 可建议: T, 可查阅: T}
  流程:
    - {起点: T, 环节: [T, T], 终点: T, 时限: T}
  对外接口: T
  应有记录: 研究部署
  频次: {类别: 研究部署, 每: 季度}
  制度条款: {制度: 意见, 条: 1}
  必学条款: {法规: 小样, 年份: 2018, 条: 3}
  回避规定: T
  交接清单: T""",
    ),
    "机制项目": (
        "data/机制项目.yml",
        """- 编号: x-mechanism
  名称: T
  简称: T
  类别: 项目
  说明: [T, T]
  牵头: 办公室
  指标: x-figure
  清单:
    - {标题: T, 来源: 履责记录, 条件: {事项: T}, 栏目: [事项], 分布: 岗位}""",
    ),
    "指标": (
        YEAR + "figures.yml",
        """- 编号: x-figure
  名称: T
  口径: T
  分组: 履责记录
  来源: 履责记录
  条件: {应到: {不多于: N}, 事项: T}
  算法: 计数
  单位: 次
  首页: 是
  待确认: T""",
    ),
    "对账": (
        YEAR + "对账.yml",
        "- {编号: x-relation, 说明: T, 左: 学习次数, 关系: 不小于, 右: study, 待确认: T}",
    ),
    "履责记录": (
        YEAR + "履责记录/11.yml",
        """- 编号: x-trace
  类别: 研究部署
  日期: D
  岗位: 局长
  事项: T
  形式: 党组会
  地点: T
  合格人数: N
  实到: N
  应到: N
  请假: 1
  谈话人次: N
  对象单位: [东县小样局]
  发现问题: N
  平均分: N
  补录: {登记日期: 2021-12-28, 原因: T}""",
    ),
    "学习计划": (
        YEAR + "学习计划.yml",
        "- {编号: x-plan, 内容: T, 学习文件: 廉洁自律准则, 形式: 支部学习, 牵头: 办公室, 时限: 2021-12, 次数: N}",
    ),
    "学习材料": (
        YEAR + "学习材料.yml",
        "- {编号: x-material, 名称: T, 种类: 讲稿, 范围: 全体党员, 日期: D, 提供: 办公室, 说明: T}",
    ),
    "本月无": (YEAR + "本月无.yml", "- {月份: 2021-11, 岗位: x-post}"),
    "责任书": (
        YEAR + "责任书.yml",
        "- {编号: x-pledge, 类别: 科室, 责任人: T, 机构: 办公室, 签订日期: D, 重签原因: T}",
    ),
    "廉政提醒": (
        YEAR + "廉政提醒.yml",
        "- {编号: x-remind, 日期: D, 节点: 日常, 渠道: 专栏, 内容: T, 覆盖人次: N, 条款: [{法规: 小样, 条: 3}]}",
    ),
    "宣传发布": (
        YEAR + "宣传发布.yml",
        "- {编号: x-publicity, 月份: 2021-11, 渠道: 微博, 篇数: N}",
    ),
    "整改台账": (
        YEAR + "整改台账.yml",
        """- 编号: x-rectify
  来源: 审计
  问题: T
  原因: T
  依据文件: 小样规定
  依据条款: 3
  措施: T
  责任领导: 副局长
  责任科室: 办公室
  登记日期: D
  时限: D
  状态: 已完成
  佐证: [T, T]
  验收: {验收人: 局长, 日期: D}
  销号日期: D
  回头看: {日期: D, 结论: 巩固}""",
    ),
    "公务支出": (
        YEAR + "公务支出.yml",
        "- {编号: x-expense, 科目: 公务用车, 项目: 费用, 本年: N, 上年: N, 计量: 万元, 来源: T}",
    ),
    "廉洁细胞": (
        YEAR + "廉洁细胞.yml",
        "- {编号: x-cell, 类型: 家庭, 名称: T, 状态: 已达标, 创建日期: D, 验收日期: D, 命名日期: D}",
    ),
    "风险点": (
        YEAR + "风险点.yml",
        "- {编号: x-risk, 岗位: 局长, 领域: 物资采购, 风险表现: T, 等级: 高, 防控措施: [T, T], 责任人: 局长, 复评日期: D}",
    ),
    "专项整治": (
        YEAR + "专项整治.yml",
        """- 编号: x-campaign
  名称: T
  领域: T
  起: D
  止: D
  牵头科室: 办公室
  检查单位数: N
  发现问题: N
  完成整改: 1
  清退金额: N""",
    ),
    "职责书": (
        YEAR + "职责书.yml",
        "- {编号: x-duty, 岗位: x-post, 版本: T, 发放日期: D, 签收日期: D}",
    ),
    "年度要点": (
        YEAR + "年度要点.yml",
        "- {编号: x-point, 事项: T, 牵头领导: 局长, 牵头科室: 办公室, 时限: D, 状态: 已完成, 完成日期: D}",
    ),
    "下年任务": (
        YEAR + "下年任务.yml",
        "- {编号: x-task, 方面: 作风建设, 任务: T, 责任领导: 副局长, 责任科室: 办公室, 时限: L}",
    ),
    "预警汇总": (
        YEAR + "预警汇总.yml",
        "- {编号: x-warning, 季度: 四季度, 预警数: N, 处置数: 1, 批准机构: T}",
    ),
    "调研": (
        YEAR + "调研.yml",
        "- {编号: x-survey, 日期: D, 类别: 专题, 事项: T, 调研人: 局长, 文号: T, 采纳数: N, 意见数: N, 花费: N, 答复期限: L, 状态: 已答复, 答复: {日期: D, 方式: T}, 佐证: [T, T], 反映的问题: T}",
    ),
    "汇总数": (
        YEAR + "汇总数.yml",
        "- {编号: x-total, 事项: T, 数: N, 单位: 件, 起: D, 止: D, 提供单位: T, 文号: T, 批准: T, 提供日期: D}",
    ),
    "定格指标": (
        "data/2020/定格指标.yml",
        "- {编号: x-last, 指标: x-figure, 值: N, 出处: T}",
    ),
    "法规原文": (
        "data/regulations/原文/x-law-2021.yml",
        """- 法规: x-law
  年份: 2021
  来源: T
  校验: T
  题头: [T, T]
  存疑: T
  条:
    - {条: 7, 之: 1, 编: T, 章: T, 节: T, 款: [T, T]}""",
    ),
}  # fmt: skip
#: what a key of a declared ledger holds by its type, and a reference by the ledger that it names
_OF_TYPE = {"文字": "T", "整数": "N", "小数": "N", "金额": "N", "日期": "D"}
_NAMED = {"岗位": "局长", "机构": "办公室", "文件会议": "小样规定"}


def _value(key: InnerKey) -> str:
    if isinstance(key, DeclaredKey) and key.parts:
        one = f"{{{', '.join(f'{part.key}: {_value(part)}' for part in key.parts)}}}"
    elif key.words:
        words = shipped_lists()[key.words]
        one = (words.with_role(DONE) or words.words)[0]
    else:
        one = _NAMED[key.ledger] if key.ledger else _OF_TYPE[key.type]
    return f"[{one}]" if key.several else one


def _of_library(ledger: LedgerType) -> tuple[str, str]:
    """Return the file and a record of a ledger that a project takes by its name.

    The last key comes first: of two numbers the part is declared below the whole, and N grows.
    """
    declaration: Declaration = vars(ledger.record)["_made_of"][0]
    said = (f"{key.key}: {_value(key)}" for key in reversed(declaration.keys))
    number = f"x-{ledger.slug.replace('-', '')}"
    return f"data/{ledger.files.format(year=2021)}", f"- {{编号: {number}, {', '.join(said)}}}"


RECORDS |= {
    name: _of_library(ledger)
    for name, ledger in shipped().items()
    if ledger.declared and not ledger.usual
}
#: ledgers that are for everybody
SINGLE = ("单位", "报告", "词表", "台账声明")
#: ledgers that come with a sealed report alone, which tests/test_seal.py plants
SEALED = ("封存", "封存目录", "更正")
#: lists that authors work through: no edition has any of them, whatever they say of their readers
FOR_AUTHORS = ("沿用清单",)
#: the files of a document (公文) for some readers, of a kind (文种) of its own: it stands alone
DOCUMENT = {
    "data/文种/秘雀文种.yml": """\
可见: 班子
名称: 秘雀文种
说明: 秘雀文种的说明
依据: 秘雀依据
题目: 秘雀题目
必有的要素: [主送机关]
没有的要素: [份号]
内容:
  - {名称: 秘雀部分, 标题里有: [秘雀标题], 正文里有: [秘雀正文], 必写: 是}
""",
    "data/导入对照/秘雀对照.yml": """\
可见: 班子
台账: 整改台账
栏:
  - {表头: 秘雀表头, 键: 问题, 值: [{写: 秘雀写的, 是: 秘雀意思}]}
都是: [{键: 措施, 写: 秘雀措施}]
""",
    YEAR + "公文/秘雀公文.yml": f"""\
可见: 班子
名称: 秘雀公文
文种: 秘雀文种
文件夹: 秘雀文件夹
进度: 送审
标题: [秘雀公文题名, 关于秘雀的公文]
紧急程度: 特急
发文机关标志: 秘雀标志
发文字号: 秘雀〔2021〕731号
签发人: 张秘雀
主送机关: 秘雀主送
各节: [report/01-学习.md, 11-秘雀节.md]
附件: [{{名称: 秘雀附件名, 文件: 90-秘雀附件.md}}]
署名: 秘雀署名
成文日期: {DAY}
报告期: {{起: {DAY}, 止: {DAY}}}
统计截止: {DAY}
抄送: [秘雀抄送]
印发机关: 秘雀印发
印发日期: {LATER}
附注: （秘雀附注）
""",
    "docs/公文/秘雀文件夹/index.md": (
        "---\ntitle: 秘雀页题\n---\n{{ report_head() }}\n\n## 秘雀标题\n\n{{ sections() }}\n\n{{ report_foot() }}\n"
    ),
    "docs/公文/秘雀文件夹/11-秘雀节.md": '### 秘雀节题\n\n秘雀公文节学习{{ figure("学习次数") }}。<!-- 秘雀注释 -->\n',
    "docs/公文/秘雀文件夹/90-秘雀附件.md": "秘雀附件文。\n",
}  # fmt: skip
#: its ledgers
OF_DOCUMENT = ("公文", "文种", "导入对照")
#: records that name others of these, which must be there with them
NEEDS = {
    "岗位职责": ("岗位",), "职责书": ("岗位",), "本月无": ("岗位",), "岗位": ("岗位职责",),
    "定格指标": ("指标",), "机制项目": ("指标",), "法规原文": ("法规",),
}  # fmt: skip
_PLACE = re.compile(r"\b[TNDL]\b")


def fillers() -> dict[str, Iterator[str]]:
    """Return what stands for each sign of a template, one after the other."""
    return {
        "T": (f"{SIGN}{number:03}羽" for number in count()),
        "N": (str(731_904_000 + 7 * number) for number in count()),
        "D": iter(lambda: DAY, ""),
        "L": iter(lambda: LATER, ""),
    }


def _planted() -> dict[str, str]:
    made = fillers()
    return {
        ledger: _PLACE.sub(lambda match: next(made[match[0]]), template)
        for ledger, (_, template) in RECORDS.items()
    }


#: ledger -> a record in YAML, with its canaries
PLANTED = _planted()
WORDS = tuple(dict.fromkeys(re.findall(rf"{SIGN}[0-9]{{3}}羽", "".join(PLANTED.values()))))
NUMBERS = tuple(dict.fromkeys(re.findall(r"731[0-9]{6}", "".join(PLANTED.values()))))
#: how the ids of the records begin; they stand in anchors and file names
IDS = re.findall(r"编号: (x-[a-z]+)", "".join(PLANTED.values()))
DAYS = ("2021-11-27", "11月27日", "2023-11-27", "2023年11月27日", "2021-12-28", "12月28日")


def restricted(ledger: str, audience: str) -> str:
    """Return a ledger's record for some readers only."""
    text = PLANTED[ledger]
    if text.startswith("- {"):
        return f"- {{可见: {audience}, {text[3:]}\n"
    return f"- 可见: {audience}\n  {text[2:]}\n"


def with_needs(ledgers: list[str]) -> list[str]:
    """Return ledgers with those whose records theirs name."""
    found = list(dict.fromkeys(ledgers))
    for ledger in found:
        found += [each for each in NEEDS.get(ledger, ()) if each not in found]
    return found
