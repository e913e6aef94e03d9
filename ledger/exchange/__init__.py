"""交换：台账写成 Excel，在 Excel 里改过的并回台账，别处改过的都留着。

进来：data/ 里写的字；改过的工作簿。出去：工作簿；台账里要改的那几行，或者冲突在哪一格。
不做：不照缺少的行删记录，不碰这一版看不到的，不写会多出错的，不写一半。
新的一行：一种格子在 columns 和 cells；工作簿的样子在 book；怎样并在 merging；YAML 怎样改在 rewriting；git 没有合并完的在 unmerged。
"""

__all__ = [
    "cells",
    "columns",
    "command",
    "drawer",
    "entries",
    "importing",
    "numbering",
    "opening",
    "rewriting",
    "trying",
    "undoing",
    "writer",
]
