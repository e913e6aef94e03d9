"""正文的规则：数量有没有依据，时间、用语、标点、版式对不对，缺不缺项。

进来：项目。出去：问题和提示。
新的一行：指标旁边不能写什么在 quantities；时间在 chronology，是不是说做了的事在 tense；届次在 meetings；用语在 phrases；标点和 Markdown 在 typography。
"""

__all__ = ["audit", "completeness", "last_year", "links", "sections", "typography"]
