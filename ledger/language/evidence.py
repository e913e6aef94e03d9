"""Evidence: whether the words around a number say that it is a result, may be one, or is none.

Arabic digits with a measure are a result, if no short quotation makes a name of them, and so is a
Chinese numeral of two signs and more. One sign alone (三个, 一次) is a result where a verb of done
work or a sum governs it, where it ends its clause, or where what it counts is what work is done on;
一 is most often an article. What counts the parts of a speech or of a plan (三个方面) is none. How long
anything took (历时三个月) is doubted, and so is what only bounds or divides (10万元以上的项目, 分为三类).
"""

from __future__ import annotations

from enum import Enum, auto

from ledger.language.measures import COUNTING
from ledger.language.numerals import SIGNS
from ledger.language.signs import CHARACTER
from ledger.patterns import Pattern


class Tells(Enum):
    """What a number tells: what was done, what a rule sets, perhaps one of them, or neither."""

    RESULT = auto()
    NORM = auto()
    DOUBT = auto()
    NOTHING = auto()


#: verbs that say at once before a number that so many were done, found, got or spent; a kind a line
_VERBS = """
召开 开展 举办 组织 举行 组建 成立 建立 建成 新建 新增 增设 增加 设立 设置 设有 配备 配置 购置 采购 购买 引进 招聘 聘请 选派 选拔 选送
制定 制订 出台 修订 修改 完善 印发 编印 编发 制作 编制 撰写 起草 报送 上报 刊发 发表 发布 发放 发送 张贴 悬挂 收集 征集 征求
查处 查办 查实 立案 受理 接收 接到 收到 接受 办理 办结 审结 审理 审查 核查 初核 处理 处置 处分 问责 约谈 谈话 诫勉 通报 移送 曝光
排查 检查 抽查 督查 督办 督导 巡察 巡视 调研 走访 慰问 回访 暗访 检视 列出 纠正 纠治 销号 完成 解决 化解 调解
提出 提交 提拔 调整 任免 免职 撤销 取消 关闭 评选 评出 表彰 推荐 获得 荣获 获评 取得 夺得 培训 轮训 参加 参与 观看 参观 讲授 听取 审议 研究
投入 支出 拨付 使用 追缴 追回 挽回 节约 节省 清退 收缴 上缴 罚款 没收 减少 降低 下降 提高 提升 上升 增长 缩短 压缩 压减 精简 延长 提前
救助 资助 捐赠 结对 帮扶 帮助 接待 接访 答复 回复 承担 承办 主办 申报 立项 结项 签订 签署 改造 维修 安装 拆除 清理 转移 发展 吸收 转正 查 办 获 购
"""
#: those that find what is wrong, of which the parts count as well
_FINDS = "发现 查摆 查找 查出 存在 反馈 指出 整改 归纳 梳理"
_SUMS = "平均年龄 累计 合计 总计 共计 共有 现有 拥有 其中 先后 分别 连续 超过 达到 共 计 达 近 约 超 逾 仅 只 各"
#: those that make rules
_MAKES = "制定 制订 出台 修订 印发 完善"
#: a list ends with a verb that is a part itself: 动员、自查、整改三个阶段
_LISTED, _STAGES = Pattern(r"、\w\w\Z"), Pattern("阶段|环节|步骤")
_FOUND, _MADE = tuple(_FINDS.split()), tuple(_MAKES.split())
_DONE = (*_VERBS.split(), *_FOUND, *_SUMS.split())
#: what may stand between such a verb and the number; 了 alone says that it was done
_BETWEEN = "了过出到起成入掉为近约超共各仅达"
#: what is done to a time or in it, or sums times up: 缩短至3天, 培训8小时; how long anything took counts
#: nothing
_IN_TIMES = "缩短 压缩 压减 减少 精简 延长 增加 提前 推迟 节省 节约 控制在 累计 合计 总计 共计 培训 轮训 学习 服务 授课 值班"
_SPENT = tuple(_IN_TIMES.split())
_MEAN = Pattern(r"(?:平均|[人户月日]均)[^。！？\n]*\Z")
#: characters: how far before a number is read
_NEAR = 6
#: what says that there was none
_NONE = ("未", "没有", "无", "未发生", "未出现", "未收到", "没有发生", "没有出现", "没有收到")
#: what says that something is something, or all of it
_IS = ("是", "作为", "成为", "当作", "当成", "视为", "像", "任何", "哪怕")
_PAUSES = "，。、；：！？,;:!?）)|\n"

#: measures of persons, cases, times and of what is handed out: of such a report tells results
_OF_RESULTS = frozenset(
    [*COUNTING.split("|"), *"人位起例宗期家台辆册本张幅首堂课门笔枚间栋幢亩吨倍成"]
)
_TIMES = "年 月 天 日 周 星期 旬 季度 学期 个月 个多月 小时 分钟 秒 岁 代"
_OF_TIME = frozenset(_TIMES.split())
#: what makes a time of 个 before it: 3个小时
_HOURS = Pattern("半?(?:小时|钟头|月|星期|季度|学期)")
#: works that are built in stages, before 二期, and what is told of a stage at once behind it
_WORKS = tuple("区厂站场库楼桥港渠坝院房")
_STAGED = Pattern(rf"等{CHARACTER}{{0,12}}?(?:项目|工程)|[建落]成|投产|投用|开工|竣工|通车|纳入")
#: measures that label as often as they count: 实验3班, 公寓2栋; those that label unless a verb
#: counts
_LABELS, _OF_NAMES = frozenset("班组室路栋幢床"), frozenset("部庭课")
#: those of houses; digits of the longest number that a house has
_HOUSES, _LONGEST_OF_HOUSE = frozenset("栋幢"), 2
#: what stands behind a sum that describes the thing behind it: 10万元以上的项目
_BOUND = Pattern(f"以[上下内]的{CHARACTER}")
#: verbs that divide: 保险分为12个档次; that tell a story: 讲述了一名科长怎样堕落
_DIVIDES = ("分为", "划为")
_TELLS_OF = ("讲述", "介绍", "展示", "刻画", "塑造")
#: what tells behind a thing that so many of them did it: 两个团队荣获一等奖
_ACHIEVED = Pattern(
    rf"{CHARACTER}{{1,10}}?(?:荣获|获得|获评|获批|被评为|被授予|入选|投入使用|投产|竣工|封顶|建成|通过验收)"
)
#: words before it after which it is no result: 以三个平台建成为契机
_IS_FOR = ("以", "为", "让")
#: what two share, or what is told of both: 两家企业都是国企
_BOTH = Pattern(rf"{CHARACTER}{{1,4}}(?:[都均][是为]|双方|之间)")
#: matters of which one speaks: 抓好三件事：
_MATTERS = Pattern("事[，。；：、,;:]")
#: measures behind 一, which is an article where the thing is described (一场别开生面的会议), a picture
#: (一条路子), said lightly (看一遍); and those that count even without a verb (一篇论文)
_DESCRIBED_OF = frozenset("次场个份项套片段本台部家篇堂条支座道种批")
_PICTURED, _LIGHT = frozenset("条支座道种批遍番趟步"), frozenset("遍番趟步")
_ALONE = frozenset("人起例宗篇户")
_DESCRIBED = Pattern(r"新|[^，。；：！？（）\n\0]{1,20}?(?:的|之路)")

#: things on which work is done, behind their measure
_THINGS = Pattern(
    rf"{CHARACTER}{{0,5}}?(?:[党团]?(?:总?支部|小组)|科室|处室|单位|部门|县区|乡镇|街道|社区|问题|项目|(?<![方预议提草档备答])案|线索|企业|学校|医院"
    "|法庭|窗口|工作日|点位|网点|村(?!级)|小区|班(?![次组子])|机构|服务点|检查组|督[导查]组|工作组|调研组|课题|文件|岗位|事故|事件)"
)
#: the parts of a speech, a plan, a campaign; not those in which faults or sums are told
_PARTS = Pattern(
    "(?:方面|层面|维度|视角|角度|部分|板块|阶段|环节|步骤|层次|主题|主线|原则|目标|硬仗|攻坚战|保卫战)"
    rf"(?!的?(?:突出)?(?:问题|不足|线索|任务)|[、，]?[0-9{SIGNS}])"
)
#: rules of those above, which here are followed; 制定九项规定 is work
_RULES = Pattern("规定|禁令|纪律|铁律|准则")
_SAID = Pattern("要求|意见|希望|建议|指示|体会|感受")
#: characters of the longest quotation that is a name (“五星评定、三名共建”); its signs
_LONGEST_NAME = 15
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
#: characters of the longest speech that is quoted; how it is led in
_LONGEST_SPEECH = 80
_SAYS = Pattern(
    r"(?:(?:(?<![听据])说|(?<![慰访学顾])问|(?<![知报街渠管频通绿隧])道|(?<!解)答|感慨|感叹|坦言|称赞|留言)[：:，,]?|反映[：:])\Z"
)
#: digits of the shortest number that is a name: 985; what leads to one that is none, what stands in an
#: amount or behind it
_SHORTEST_NAME = 3
_LEADS = ("为", "是", "有", "至", "到", "：", ":", "（", "(", "|", "￥", "¥", "+", "＋")
_AMOUNT = Pattern("[余多百千万亿.,．·A-Za-z|”’]")


class _Around:
    """What stands around a number: before it, and whether its clause ends behind it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.before = text[max(start - _NEAR, 0) : start]
        self.bare = self.before.rstrip(_BETWEEN)
        self.done = self.before.endswith(_DONE) or self.bare.endswith(_DONE)
        self.quoted = text[end : end + 1] in _QUOTES.values()
        self.ends = text[end : end + 2].lstrip(" ")[:1] in _PAUSES

    @property
    def of_things(self) -> bool:
        """Whether it counts things on which work is done; the measure may be the first sign: 两科室."""
        return _THINGS.match(self.text, self.end - 1) is not None

    @property
    def achieved(self) -> bool:
        """Whether what it counts is told behind it to have been reached: 两个团队荣获一等奖."""
        told = _ACHIEVED.match(self.text, self.end)
        return told is not None and not self.before.endswith(_IS_FOR)

    def is_label(self, number: str, measure: str) -> bool:
        """Whether it may be a label: 3班、4班的 but not 改造3栋, 温室500栋、."""
        listed = self.text[self.end : self.end + 1] == "、"
        many = measure in _HOUSES and len(number) > _LONGEST_OF_HOUSE
        return measure in _LABELS and (not self.ends or (listed and not many))

    @property
    def is_spent(self) -> bool:
        """Whether it is a time to which something was done, a sum of times or their mean."""
        return _MEAN.search(self.before) is not None or self.before.rstrip(
            f"{_BETWEEN}至"
        ).endswith(_SPENT)

    def counts_parts(self, measure: str) -> bool:
        """Whether it counts the parts of a speech, a plan or the rules above: 三个方面, 五方面, 三点要求."""
        begin = self.end if _PARTS.match(self.text, self.end) else self.end - len(measure)
        parts = (
            _SAID.match(self.text, self.end) if measure == "点" else _PARTS.match(self.text, begin)
        )
        if parts is not None:
            listed = _STAGES.match(parts[0]) and _LISTED.search(self.bare)
            return not self.bare.endswith(_FOUND) or listed is not None
        return _RULES.match(self.text, self.end) is not None and not self.bare.endswith(_MADE)


def of_counted(text: str, start: int, number: str, measure: str, end: int) -> Tells:
    """Return what a numeral at a place of a text tells with its measure, which ends at ``end``."""
    around = _Around(text, start, end)
    if around.counts_parts(measure):
        return Tells.NOTHING
    if measure in _OF_TIME or (measure == "个" and _HOURS.match(text, end)):
        return _sure(around.is_spent)
    if around.before.endswith(_DIVIDES) or (measure.endswith("元") and _BOUND.match(text, end)):
        return Tells.DOUBT
    is_arabic = number[0].isascii()
    if around.is_label(number, measure) or (measure == "分" and not is_arabic):
        built = measure in _HOUSES and around.achieved
        return _sure((around.done and not around.before.endswith("达")) or built)
    if is_arabic:
        return _sure(around.done or not is_named(text, start, end))
    return Tells.RESULT if len(number) > 1 else _of_one_sign(around, number, measure)


def _of_one_sign(around: _Around, number: str, measure: str) -> Tells:
    """Return what a Chinese numeral of one sign tells with its measure."""
    achieved = number != "一" and around.achieved
    done = around.done or around.before.endswith("了") or achieved
    is_result = measure in _OF_RESULTS
    if is_named(around.text, around.start, around.end):
        return _sure(done or (around.quoted and is_result and number != "一"))
    if _is_doubted(around, number, measure, done=done):
        return Tells.DOUBT
    if number == "一" and around.bare.endswith(_TELLS_OF):
        return _sure(around.done)
    if number == "一":
        return _of_article(around, measure, done=done)
    return _sure(done or around.ends or is_result or around.of_things)


def _is_doubted(around: _Around, number: str, measure: str, *, done: bool) -> bool:
    """Whether one sign tells of none, of a matter of which one speaks, of both, of a stage or a name."""
    text, end = around.text, around.end
    if around.before.endswith(_NONE):
        return True
    if measure == "期":
        stage = around.bare.endswith(_WORKS) or _STAGED.match(text, end)
        return number in "一二三四五六" and not around.done and bool(stage)
    matter = measure == "件" and _MATTERS.match(text, end)
    both = number == "两" and _BOTH.match(text, end)
    return not done and bool(matter or both or measure in _OF_NAMES)


def _of_article(around: _Around, measure: str, *, done: bool) -> Tells:
    """Return what 一 tells with its measure: what is described is not counted, if it was not done."""
    described = measure in _DESCRIBED_OF and _DESCRIBED.match(around.text, around.end)
    if not (around.ends or done) and (described or around.before.endswith(_IS)):
        return Tells.NOTHING
    if measure in _PICTURED:
        return _sure(around.ends and measure not in _LIGHT)
    if described:
        return _sure(done and around.of_things)
    return _sure(around.done or around.ends or measure in _ALONE or (done and measure != "个"))


def of_digits(text: str, start: int, end: int) -> Tells:
    """Return what digits without a measure tell: many that nothing leads to may be a name.

    The hour of a day is doubted, and so are parts of a whole; degrees count where they were reached.
    """
    around = _Around(text, start, end)
    if _PARTS.match(text, end):
        return Tells.DOUBT
    led = around.done or around.before.endswith(_LEADS) or not around.before
    behind = text[end : end + 1]
    ends = around.ends and behind != "、"
    if behind in ("时", "℃"):
        return _sure(behind == "℃" and around.before.endswith("达到"))
    is_short = end - start < _SHORTEST_NAME and behind != "大"
    led = led and behind != "的"  # 提升12345的水平
    return _sure(is_short or led or ends or _AMOUNT.search(text, start, end + 2))


def of_span(text: str, start: int, end: int) -> Tells:
    """Return what half a year and the like tell."""
    return _sure(_Around(text, start, end).is_spent)


def is_named(text: str, start: int, end: int) -> bool:
    """Whether a short quotation holds a number and more than it: 实现“营收破千”."""
    first = max(start - _LONGEST_NAME, 0)
    for opens, closes in _QUOTES.items():
        begin = text.rfind(opens, first, start) + 1
        stop = text.find(closes, end, begin + _LONGEST_NAME + 1)
        quoted = begin > 0 and stop >= 0 and closes not in text[begin:start]
        if quoted and (begin, stop) != (start, end):
            return True
    return False


def is_spoken(text: str, start: int) -> bool:
    """Whether a place is within what somebody is quoted to have said: 一位村民说：“办证只跑了一次。”"""
    opens = text.rfind("“", max(start - _LONGEST_SPEECH, 0), start)
    closes = text.find("”", start, opens + _LONGEST_SPEECH) if opens >= 0 else -1
    said = closes >= 0 and "”" not in text[opens:start]
    return said and _SAYS.search(text, max(opens - _NEAR, 0), opens) is not None


def _sure(evidence: object) -> Tells:
    return Tells.RESULT if evidence else Tells.DOUBT
