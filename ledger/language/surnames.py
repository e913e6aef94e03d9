"""Family names, by what else the character may be beside 某 or a word for a person."""

from __future__ import annotations

#: those that end no other word before 某: 张某
CLEAR = (
    "张王李赵刘陈杨吴周徐孙朱胡郭罗郑梁谢宋唐许邓冯韩曹彭蔡潘董袁蒋杜苏魏吕沈姚卢傅姜崔谭廖范汪陆戴贾韦"
    "邱邹熊孟薛尹雷黎陶贺顾郝龚邵钱覃"
)
#: those that seldom do
FAIRLY_CLEAR = "黄马何林高曾萧田余叶程丁任钟石夏方侯秦白江阎段史龙毛万严武戚莫孔汤付肖"
#: those that often do: 属于某市
_DOUBTFUL = "于金乔赖易康文常"
#: those that begin another word behind 举报人: 举报人严格保密
_BEGIN_WORDS = "严莫付"
#: those that name a person behind 举报人
BEHIND = "".join(sign for sign in CLEAR + FAIRLY_CLEAR + _DOUBTFUL if sign not in _BEGIN_WORDS)

#: other family names of one character, and those of two
_RARER = "庞樊施翟颜倪芦俞鲁葛聂柳邢骆岳梅庄祝耿卞詹凌靳甄裴霍翁隋甘柯阮桂闵柴冉洪牛温季章申尤毕丛焦齐辛管牟苗费纪盛席卫华解车"
DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|慕容|夏侯|司徒|令狐|宇文"
#: those that begin so many other words that a given name behind them makes no name: 文明
_COMMON = "任钟万戚莫付肖康文"
#: those that name a person with a given name behind them
WITH_GIVEN = "".join(
    sign for sign in CLEAR + FAIRLY_CLEAR + _DOUBTFUL + _RARER if sign not in _COMMON
)
#: those that may have any given name behind them, after a post: none that is mostly another word
WITH_ANY = "".join(sign for sign in WITH_GIVEN if sign not in "常费解席车管盛温季于易纪")
#: words that begin with a family name, as they stand behind a word for a person: 负责人高度重视
_BEGUN = (
    "严格、严肃、严明、严厉、高度、高位、高效、高层、高级、高质、高新、高校、高中、高标、高危、高风、高薪、高价、高龄、高低、高速、高铁、高压、高峰、高考、何时、"
    "何种、何以、何处、方面、方案、方式、方可、方能、时间、时常、许多、许可、江苏、江西、江北、江南、江东、江河、金额、金融、金华、白天、白云、白色、石油、石化、"
    "石材、林业、林场、林木、林长、林下、马上、马列、马克、程序、程度、程控、龙头、龙江、龙舟、武装、武汉、武警、武术、夏季、夏粮、田间、田径、田野、史料、雷同、"
    "雷达、雷厉、钱款、钱物、毕业、毕竟、焦点、尤其、尤为、申请、申报、申诉、章程、章节、洪水、洪涝、华侨、华东、华北、华南、齐抓、顾全、顾问、顾客、顾虑、沈阳、"
    "郑州、郑重、徐州、徐徐、陆续、陆军、罗列、罗马、范围、苏州、苏区、余万、余名、余人、余元、余款、余额、庄严、祝贺、凌晨、辛苦、辛勤、卫生、卫健、甘于、甘肃、"
    "施工、施行、施策、柳州、黄河、黄山、黄金、杜绝、杜撰、叶落、叶片、谢绝、谢谢、张贴、张榜、张开、张弛、连续、胡乱、胡同、牛羊、苗圃、丛书、柏油、秦岭、段落、"
    "段位、孔雀、戴帽、戴上、贺信、贺电、黎明、陶冶、董事、韩国、许昌、唐山、孙子、周边、周到、周密、周期、周年、周末、周围、周一、周二、周三、周四、周五、周六、"
    "周日、周岁、陈述、陈列、陈旧、陈腐、王牌、王国、汪洋、侯任、洪亮、毛病、毛利、史志、石料、方向、方针、方便、方法、任期、汤剂、石林、方志、庞大、周例、马鞍、石家、张家、秦皇、连云、杨浦、黄浦、邹城、孟州、邓州、梁平"
)
BEGUN = frozenset(_BEGUN.split("、"))
#: those that are words by themselves: 对高处长 is no 高
_WORDS = "周马高林何于田程余金石白江方毛史钱易常武乔尹段雷贺赖龙洪严牛温季章申尤毕丛焦齐辛管牟苗费纪盛席卫华解车"
#: those that are a word, or begin one, with one character of a given name: 石林, 方志, 庞大, 严明
IN_WORDS = f"{_WORDS}黄石庞黎凌祝柳梅庄"
#: one that is a preposition behind a post: 局长于清明带队
PREPOSITION = "于"
#: those that name a person before a post, without a given name
ALONE = "".join(sign for sign in WITH_GIVEN if sign not in _WORDS)
