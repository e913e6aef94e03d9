"""台账：data/ 里的 YAML 读成记录，每个值记得自己在哪一行哪一列。

进来：data/。出去：记录和读不了的地方；记录属于哪一天、给谁看。
不做：不比较记录之间对不对（checks），不计数（figures）。
新的一行：一个键、一种记录在 types；一本台账另在 register 加一行；一种值在 fields；一种 YAML 笔误在 source。
"""

__all__ = [
    "base",
    "dataset",
    "declared",
    "editions",
    "fields",
    "months",
    "period",
    "source",
    "types",
    "values",
    "walk",
    "years",
]
