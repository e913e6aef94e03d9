"""Numbers of idioms and slogans."""

from __future__ import annotations

import re

from ledger.language import measures
from ledger.language.measures import COUNTING
from ledger.language.numerals import SIGNS
from ledger.language.signs import CHARACTER
from ledger.language.uncounted.shapes import WORD, with_measure
from ledger.patterns import Family, Rule

#: 个 counts things and no verb: 六个坚持; a verb that may begin a thing's name ends the slogan
_VERB = (
    "(?:坚持|坚定|必须|严禁|务必|确保|一律|更加|始终|坚决|着力|注重|从严|是否|有没有|做到|[决绝]不"
    "|不(?:准|得|能|让|搞|变|减|松|摘|断|忘|降|直接|放过)"
    "|(?:带头|聚焦|突出|围绕|紧盯|严格|规范|精准|强化|提升|加强|深化|压实|落实|争当|争创|到位)(?=[，。、；：”）,;:]|为|$))"
)
#: what 个 counts in a slogan's place, and no slogan
_BODIES = "党?支部|科室|处室|单位|部门|县区|乡镇|街道|村|社区|问题|项目|案件|案例|地区|企业|学校|线索|窗口"
#: ten and more, but no round number, as names have: 百人计划
_MANY = rf"(?:[一二两三四五六七八九][十百千][{SIGNS}]{{0,6}}|十[一二三四五六七八九])"
#: what is praised or blamed, not counted: 一份满意答卷, 一场硬仗
_PRAISED = (
    "良好|全新|崭新|系统工程|长期|风清气正|严肃|满意|优异|合格|亮丽|出色|生动|深刻|精彩|没有硝烟|"
    "硬仗|持久战|攻坚战|必修|责任|担当"
)
#: verbs after which 一起 is one case, and not together
_OF_CASES = (
    "仅",
    "只",
    "共",
    "查处",
    "发生",
    "发现",
    "立案",
    "通报",
    "处理",
    "办理",
    "办结",
    "化解",
    "受理",
)
_ONE_CASE = (*_OF_CASES, *(f"{verb}了" for verb in _OF_CASES))
#: characters of a slogan behind its number
_LONGEST_SLOGAN = 8


def _together(match: re.Match[str]) -> int | None:
    """Hold where no verb before 一起 makes it one case."""
    return None if match.string.endswith(_ONE_CASE, 0, match.start()) else match.end()


def _slogan(match: re.Match[str]) -> int | None:
    """Hold where a numeral of one or two signs, its measure or none, and up to eight characters stand."""
    text, last = match.string, match.end() - 1
    first = match.start() + 1
    for begin in (first, first + 1):
        for number in (begin + 1, begin + 2):
            if all(sign in SIGNS for sign in text[begin:number]):
                words = ("", *measures.all_at(text, number))
                if any(1 <= last - number - len(word) <= _LONGEST_SLOGAN for word in words):
                    return match.end()
    return None


#: names and idioms by their shape
IDIOMS = Family(
    Rule(
        "a step ahead",
        "(?<=[学深])一[步层]",
        signs="一",
        finds="先学⟦一步⟧、学深⟦一层⟧",
        leaves="上一步",
    ),
    Rule(
        "an article before praise",
        "(?:(?<=是)|(?<=成为)|(?<=[接感享经]受了)|(?<=受到了)|(?<=经历了)|(?<=奉献了)|(?<!通过了)(?<=过了))"
        rf"一[次份场堂篇项](?=[^\W\x00-\xff{SIGNS}的]{{1,10}}(?:、[^\W\x00-\xff{SIGNS}的]{{1,10}}){{0,3}}的{WORD}{CHARACTER})",
        signs="一",
        finds="这是⟦一次⟧质量较高的组织生活，是⟦一篇⟧有思想、有分量、有温度的报告",
        leaves="开展了一次全面的检查，通过了一份修改后的方案",
    ),
    Rule(
        "plans of years",
        rf"(?<=[“、])[两三]个[{SIGNS}]{{1,3}}年(?=[、”])",
        signs="年",
        finds="“⟦两个三年⟧、⟦两个十年⟧”",
        leaves="奋战两个三年",
    ),
    Rule(
        "an article before a degree",
        rf"(?<![{SIGNS}0-9])一[个次份场种条](?:很|非常|十分|极其|极为|较为|比较|更加)(?={CHARACTER})",
        signs="很非十极较比更",
        finds="作了⟦一个很⟧全面的说明",
        leaves="作了一次说明",
    ),
    Rule(
        "one who says something, or becomes something",
        rf"(?:(?<=[。；“])|^)一[名位所个](?={WORD}{CHARACTER}{{1,10}}的{WORD}{CHARACTER}{{1,12}}(?:[是能]否|取决于))|"
        rf"(?:(?<=[。；“])|^)一[名位](?={WORD}{CHARACTER}{{1,10}}(?:说|表示|坦言|感慨|谈到))"
        rf"|(?<=从)一[名个](?={WORD}{CHARACTER}{{1,10}}(?:走上|走向|沦|变成|变为|蜕变|成长))",
        signs="否决说示坦慨谈走沦变成",
        finds="⟦一名⟧年轻干部坦言，从⟦一名⟧年轻干部走上歧途。⟦一所⟧医院的风气能否好转",
        leaves="新增一名党员，从一名党员处了解",
    ),
    Rule(
        "a second time",
        f"(?<![{SIGNS}0-9])二次(?=议价|整改|约谈|反馈|谈话|核查|审核|分配|供水|装修|创业|开发|污染|回访|督查|验收|报价)",
        signs="二",
        finds="⟦二次⟧约谈",
        leaves="两次约谈，十二次约谈",
    ),
    Rule(
        "a slogan that counts up",
        rf"(?<=“)一个{WORD}{{1,4}}、两个{WORD}{{1,4}}(?:、[三四五六]个{WORD}{{1,4}}){{0,4}}(?=”)",
        signs="“",
        finds="“⟦一个确保、两个提高、三个到位⟧”",
        leaves="一个支部、两个科室",
    ),
    Rule(
        "a word with 零 that is no count of none",
        "零(?:家庭|家暴|门槛|部件|件(?!次))",
        signs="零",
        finds="⟦零家庭⟧暴力社区，⟦零门槛⟧，更换⟦零件⟧",
        leaves="零投诉，零件次",
    ),
    Rule(
        "an item of a list that is counted as a whole",
        rf"(?<=、)[二三四五六七八九十][项个大]{CHARACTER}{{2,4}}(?=[0-9{SIGNS}]{{1,2}}个?方面)",
        signs="方",
        finds="围绕管理、⟦三项制度⟧4个方面",
        leaves="发现三项制度4个问题",
    ),
    Rule(
        "the aspects of what is said; not those in which faults were found",
        rf"(?<!查摆)(?<!查找)(?<!发现)(?<!存在)(?<!反馈)(?<!指出)(?<!整改)(?<!归纳)(?<!梳理)(?<![出{SIGNS}0-9])"
        rf"(?:[0-9]{{1,2}}|[{SIGNS}]{{1,2}})[个大]?(?:方面|层面|维度|视角|角度)(?!的?(?:突出)?(?:问题|不足|线索|任务)|[、，]?[0-9{SIGNS}])",
        signs="方层维角",
        finds="从⟦三个方面⟧作报告，⟦两大方面⟧，在⟦4个层面⟧推进",
        leaves="发现三个方面的不足，整改六个方面，查出两个方面，三个方面问题，形成6个方面17项",
    ),
    Rule(
        "the parts of what is done or said",
        rf"(?<=分)[为成]?了?[{SIGNS}]{{1,2}}[个大]?(?:部分|板块|阶段|环节|步骤|层次)",
        signs="分",
        finds="活动分⟦为三部分⟧，分⟦三个阶段⟧进行",
        leaves="分三组完成，共三个阶段",
    ),
    Rule(
        "names listed before, counted",
        rf"(?<=[”》\0])[{SIGNS}]{{1,2}}[个大项](?:主题|工程|原则|关键|重点|环节|专题|板块|目标|系统|品牌|抓手|主线|理念)",
        signs="”》\0",
        finds="围绕“清正、清廉”⟦两个主题⟧",
        leaves="反映“吃拿”三个问题，推进三个工程",
    ),
    Rule(
        "what is taken as a hold",
        rf"(?<![{SIGNS}0-9])[{SIGNS}]{{1,2}}[个大项条](?={WORD}{{2,8}}为(?:抓手|载体|主线|引领|统领|突破口|契机|切入点))",
        signs="为",
        finds="以⟦三项⟧建设为抓手",
        leaves="完成三项建设",
    ),
    Rule(
        "great ones that have a name",
        rf"(?<![{SIGNS}0-9])[两三四五六七八九十]大(?=(?:工程|行动|体系|机制|平台|板块|任务|品牌|计划|目标|主题|系统|领域|举措|战略|理念|关系|优势|能力)|项目工程)",
        signs="大",
        finds="推进⟦六大⟧行动，⟦八大⟧工程",
        leaves="查处三大案件，六大问题",
    ),
    Rule(
        "ministries that do something together",
        rf"(?<=等)[{SIGNS}0-9]{{1,2}}(?:个?部[委门]|个?单位)(?=联合|共同|发文|印发|发布|认定)",
        signs="部单",
        finds="某部等⟦四部委⟧联合印发",
        leaves="走访等四个单位",
    ),
    Rule(
        "a label in quotes",
        rf"(?<=[“‘])[0-9]{{1,3}}(?:后|选[0-9]{{1,2}}|岁{WORD}{{1,5}}|°{WORD}{{1,5}})(?=[”’])",
        signs="“‘",
        finds="“⟦85后⟧”干部，“⟦7选3⟧”，“⟦18岁成人礼⟧”",
        leaves="“85人”，“7次”",
    ),
    Rule(
        "deeds in quotes",
        rf"(?<=“)[{SIGNS}]{{1,2}}件[大实好]事(?=”)",
        signs="“",
        finds="“⟦十件实事⟧”",
        leaves="办十件实事",
    ),
    Rule(
        "an article before what is new",
        rf"(?<![{SIGNS}0-9])一个(?=新的?(?:层次|境界|高度|台阶|阶段|水平|局面|征程|起点|篇章))",
        signs="新",
        finds="提升到⟦一个⟧新高度",
        leaves="建成一个新支部",
    ),
    Rule(
        "an article before a way, or a share in a whole",
        rf"(?<![{SIGNS}0-9])一条(?=[^，。；：！？\n]{{2,20}}(?:之路|道路|路子|新路))|(?<![{SIGNS}0-9])一份(?=力|爱心|光和?热)",
        signs="条份",
        finds="走出⟦一条⟧融合发展的路子，贡献⟦一份⟧力量",
        leaves="新修一条排水沟，印发一份通知",
    ),
    Rule(
        "points that a speaker makes, told next",
        r"(?:(?<=提)出|(?<=强)调|(?<=[讲谈作])了?)[两三四五六七八九十]点(?=(?:工作)?(?:要求|意见|希望|建议|指示|体会|感受))",
        signs="点",
        finds="提⟦出三点⟧要求，强⟦调三点⟧意见",
        leaves="收集三点意见，提出意见三条",
    ),
    Rule(
        "what is named in quotes next, counted",
        rf"(?<![{SIGNS}0-9])[两三四五六七八九十]个(?=“[^”]{{1,8}}”(?!的?(?:问题|线索|案|项目)))",
        signs="个",
        finds="做到⟦十个⟧“抓落实”",
        leaves="发现三个“吃拿卡要”问题",
    ),
    Rule(
        "the measures of a headline",
        rf"(?<![{SIGNS}0-9])[两三四五六七八九十](?:项举措|条措施|招|字诀)(?=推进|推动|助推|促进|落实|加强|抓实|深化|提升|筑牢|做好|打造)",
        signs="举措招诀",
        finds="⟦五项举措⟧推进工作",
        leaves="完成五项举措",
    ),
    Rule(
        "an article before a wall or a team that is praised",
        rf"(?<=[筑树竖架])(?:起|成|牢)?了?一[道座堵条](?={WORD})|(?<=[聚欢坐济])一堂|(?<![{SIGNS}0-9])一支(?=[^，。；：！？\n]{{2,30}}的[^，。；：！？\n]{{0,8}}队伍)",
        signs="一",
        finds="筑⟦起一道⟧防线，齐聚⟦一堂⟧，培养了⟦一支⟧政治坚定、作风过硬的队伍",
        leaves="讲党课一堂，组建一支服务队",
    ),
    Rule("done in one way", "一[门窗站]式", signs="一", finds="⟦一门式⟧服务", leaves="一门课"),
    Rule(
        "a party of visitors",
        rf"(?<={WORD}{{2}})(?<![第每另])一行(?=[来到赴莅前在就参调看，。、]|[{SIGNS}0-9]{{1,3}}人)",
        signs="行",
        finds="市纪委领导⟦一行⟧来局调研",
        leaves="每一行，写一行字",
    ),
    Rule(
        "one for each hand",
        "(?<=人手)一[份本册张]",
        signs="一",
        finds="人手⟦一册⟧",
        leaves="发一册",
    ),
    Rule(
        "an article before what surrounds",
        rf"(?<![{SIGNS}0-9])一[个种](?={WORD}{CHARACTER}{{1,6}}、?{CHARACTER}{{1,6}}的{CHARACTER}{{0,4}}(?:环境|氛围|局面|格局|形象|风气|生态|舞台|面貌))",
        signs="环氛局格形风生舞面",
        finds="营造⟦一个⟧宽松、有序的环境",
        leaves="新建一个科室的环境",
    ),
    Rule(
        "a figure of speech",
        rf"(?<![{SIGNS}0-9])一(?:颗(?={CHARACTER}{{0,4}}(?:种子|心|螺丝|钉))|记(?={CHARACTER}{{0,4}}(?:警钟|重锤|重拳|耳光)))",
        signs="颗记",
        finds="埋下⟦一颗⟧廉洁的种子，敲响⟦一记⟧警钟",
        leaves="种树一颗",
    ),
    Rule(
        "one case that teaches all",
        rf"(?<![{SIGNS}])(?:{WORD}{{1,4}}一[案次片域方面线]、){{1,4}}{WORD}{{1,4}}一[案片域方面线]",
        signs="一",
        finds="⟦查处一案、警示一片、治理一域⟧，⟦检查一次、规范一片⟧",
        leaves="查处一案、召开会议一次",
    ),
    Rule(
        "one by one, one for each",
        rf"(?<![{SIGNS}])一{CHARACTER}{{1,2}}一(?![{SIGNS}]){CHARACTER}",
        signs="一",
        finds="⟦一岗一策⟧，⟦一人一档⟧",
        leaves="一人次",
    ),
    Rule(
        "how often",
        rf"(?<![{SIGNS}])[半两]个?[年月季]度?一(?!次)(?={WORD}{CHARACTER})",
        signs="一",
        finds="⟦半年一⟧督导",
        leaves="半年一次",
    ),
    Rule(
        "a slogan in quotes; no quantity of things in them",
        rf"[“\"](?!零|{CHARACTER}?[二两三四五六七八九十]{{1,3}}(?:{COUNTING})|{CHARACTER}?{_MANY}(?:[人家起例]|个(?!一|{_VERB})))"
        rf"(?={CHARACTER}?[{SIGNS}])[^\W\x00-\xff]{{2,15}}[”\"]",
        signs='”"',
        finds="⟦“三个表率”⟧⟦“三大支撑八项重点”⟧",
        leaves="“三次”“三十人参加”“开展学习”",
        ends=_slogan,
    ),
    Rule(
        "a slogan in quotes that begins with a verb",
        rf"(?<=“)[^\W\x00-\xff{SIGNS}]{{2}}[二两三四五六七八九十](?:个(?!月|多?小时|工作日|{_BODIES})|大)(?={WORD}{{2,5}}[”])",
        signs="“",
        finds="“⟦唱响三个⟧新主题”，“⟦打好四大⟧战役”",
        leaves="“召开三次会议”，“走访三个单位”",
    ),
    Rule(
        "parts of a whole",
        rf"[{SIGNS}]分{CHARACTER}{{1,3}}[、，,]?[{SIGNS}]分{CHARACTER}{{1,3}}",
        signs="分",
        finds="⟦一分部署、九分落实⟧",
        leaves="用时二十分",
    ),
    Rule(
        "五个一",
        rf"(?<![{SIGNS}0-9])[二两三四五六七八九十]个一批?(?=[”，。、；：）,;:]|工程|活动|机制|行动|要求|制度|$)",
        signs="个",
        finds="⟦六个一⟧活动",
        leaves="三个一线岗位",
    ),
    Rule(
        "together",
        rf"(?<![{SIGNS}0-9])一起(?![案事典信违举纠投])",
        signs="起",
        finds="大家⟦一起⟧学",
        leaves="查处一起，通报了一起，一起案件",
        ends=_together,
    ),
    Rule(
        "rules of those above; not those made here",
        rf"(?<![定台订善立发了共出成{SIGNS}0-9])[{SIGNS}]{{1,3}}[项条](?=规定|禁令|纪律|铁律|准则|原则|重点(?:工作|任务)(?:部署|要求|安排))",
        signs="项条",
        finds="省委⟦九项⟧规定和市委⟦十条⟧禁令",
        leaves="制定九项规定",
    ),
    Rule(
        "two different persons", "(?<=判若)两人", signs="两", finds="判若⟦两人⟧", leaves="查处两人"
    ),
    Rule(
        "a slogan that counts verbs",
        rf"(?<![{SIGNS}0-9])[二两三四五六七八九十]{{1,2}}个{_VERB}",
        signs="个",
        finds="做到⟦六个坚持⟧、⟦四个突出⟧。",
        leaves="四个突出问题",
    ),
    Rule(
        "as a, become a",
        rf"(?:作为|成为|视为|当作|当成|看作|[组构结连]成)了?一[项个名位种条类支次场面所家座](?={CHARACTER}|“)",
        signs="一",
        finds="⟦作为一项⟧重大任务，⟦组成一个⟧检查组",
        leaves="新增一名党员",
    ),
    Rule(
        "be a",
        rf"(?:争做|争当|当好|[做是像])一[项个名位种条类支座道](?={CHARACTER}|“)",
        signs="一",
        finds="⟦争做一名⟧合格党员",
        leaves="上了一堂党课",
    ),
    Rule(
        "any, all",
        "(?:任何|哪怕|不[落漏少]下?)一",
        signs="一",
        finds="⟦不漏一户⟧，⟦不落下一人⟧，⟦任何一个⟧环节",
        leaves="漏报一户",
        ends=with_measure,
    ),
    Rule(
        "an article before a quality",
        rf"(?<![{SIGNS}0-9])一[项个种片份场堂本座门]的?(?:{_PRAISED})",
        signs="一",
        finds="打好⟦一场硬仗⟧",
        leaves="一场会议",
    ),
    Rule(
        "one of a comparison",
        rf"(?<![{SIGNS}0-9])一[名个位]{WORD}{CHARACTER}{{1,5}}?(?:就是)?[、，,]?(?:一[面座盏把]|\0)",
        signs="一",
        finds="⟦一名党员就是一面⟧旗帜，⟦一个支部一座⟧堡垒",
        leaves="新增一名党员",
    ),
    Rule(
        "again and again",
        rf"(?<![{SIGNS}0-9])一({CHARACTER})(?:又一)?\1",
        signs="一",
        finds="⟦一次次⟧学，⟦一遍又一遍⟧看",
        leaves="一次",
    ),
    Rule(
        "a number of",
        rf"(?<![{SIGNS}0-9])一批(?!次)(?={CHARACTER})",
        signs="批",
        finds="⟦一批⟧品牌",
        leaves="十一批干部",
    ),
    Rule(
        "not one",
        rf"(?<![{SIGNS}0-9])一[个户人项件名处][都也]?不(?:落|漏|少|留|放过|能少)",
        signs="一",
        finds="⟦一个都不能少⟧",
        leaves="一个不够",
    ),
)
_DOING = rf"[^\W\x00-\xff{SIGNS}了共计]{{1,4}}"
ONE_BY_ONE = Family(
    Rule(
        "one by one, whatever their number; of 次 and 人次 each is counted",
        rf"{_DOING}一(?P<one>[项个件起条批户处例桩宗类片环])(?:[、，, ]?{_DOING}一(?P=one)){{1,5}}",
        signs="一",
        finds="⟦发现一起、查处一起⟧",
        leaves="召开一次、培训一次",
    ),
)
