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
#: those that are words by themselves: 对高处长 is no 高
_WORDS = "周马高林何于田程余金石白江方毛史钱易常武乔尹段雷贺赖龙洪严牛温季章申尤毕丛焦齐辛管牟苗费纪盛席卫华解车"
#: those that are a word, or begin one, with one character of a given name: 石林, 方志, 庞大, 严明
IN_WORDS = f"{_WORDS}黄石庞黎凌祝柳梅庄"
#: one that is a preposition behind a post: 局长于清明带队
PREPOSITION = "于"
#: those that name a person before a post, without a given name
ALONE = "".join(sign for sign in WITH_GIVEN if sign not in _WORDS)
