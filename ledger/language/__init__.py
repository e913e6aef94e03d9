"""语言：中文公文怎样写数、日期，什么不得写；哪些字符看不见，文字有多宽。

进来：文字、数、日期。出去：写好的文字、读出的数、不得写的内容所在的位置。
不做：不认识台账，不读文件。
新的一行：一种数的写法在 numerals；一种量词、约数、计量单位在 measures；一种数量的写法在 quantities；由旁边的字看是不是做了多少的一种词在 evidence；一族不是数量的数在 uncounted；规定的数的一种写法在 norms；一种占位的写法在 placeholders；一种时间的写法在 times；一种届次的写法在 sessions；一处可以断句的地方在 sentences；一种书名号、文号的写法在 titles；一个姓在 surnames；一种地方、单位的名称在 bodies；一类不得进入的内容在 secrets，人的姓名在 persons；名称里不得写的在 naming；一类看不见的字符在 signs；公文的尺寸在 grid；各单位都用得上的近义词在 synonyms.yml。
"""

__all__ = [
    "bodies",
    "grid",
    "measures",
    "naming",
    "numerals",
    "placeholders",
    "quantities",
    "secrets",
    "sessions",
    "signs",
    "times",
    "titles",
]
