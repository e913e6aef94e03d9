"""提示：不像真的、不全的、晚的、可能泄露的。不妨碍生成，只给作者看。

进来：记录、指标。出去：提示。
新的一行：看记录的在 plausibility，看各年之间的在 across，看指标的在 caveats。
"""

__all__ = ["across", "caveats", "plausibility"]
