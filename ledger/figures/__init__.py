"""指标：由记录算出数，记住数了哪些记录。

进来：记录。出去：每个指标的值（准确的分数）、数到的记录、写成中文的样子、指标之间对不上的地方。
不做：不写网页，不看正文。
新的一行：一种算法在 methods；一种条件在 conditions；一种对账在 reconciliation；封存里怎样记一条记录在 sealed；一种取整的写法在 wording；文字里的一个数像是哪个指标在 suggestions。
"""

__all__ = [
    "computing",
    "conditions",
    "figure",
    "lacking",
    "methods",
    "reconciliation",
    "sealed",
    "selection",
    "suggestions",
    "ways",
    "wording",
]
