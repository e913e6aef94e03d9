"""正文的规则：数量有没有依据，时间、用语对不对，缺不缺项；几份公文说得一致不一致。

进来：项目。出去：问题和提示。
新的一行：指标旁边不能写什么在 beside，直接写的数在 quantities；时间在 chronology，是不是说做了的事在 tense，是不是打算在 plans，“去年”一类的词在 spoken；届次在 meetings；用语在 phrases；文件的题名、文号在 titles；单位的名称在 names，本单位没有的科室在 organs；正文里不写的公文要素在 elements；标题的层次在 outline；条文的条号在 articles；上年定下的任务在 promised，换了年份就指别的记录的词在 taken_over，和以前的报告雷同在 last_year；文种要写的部分、几份公文之间的在 documents。
"""

__all__ = [
    "audit",
    "completeness",
    "documents",
    "elements",
    "last_year",
    "links",
    "outline",
    "promised",
    "sections",
    "taken_over",
    "titles",
    "waiting",
]
