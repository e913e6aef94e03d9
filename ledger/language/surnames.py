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
