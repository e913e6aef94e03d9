"""记录的类型，按事分文件：中文的键只在这里遇到英文的字段。

没有默认值的字段必填。数的单位由记录自己写明，日期是公历的日，人只写岗位。
新的一行：一个键是类里的一行；一种新的记录是一个类，再到 register 加一行。
"""

__all__ = [
    "bureau",
    "declared",
    "duties",
    "founding",
    "indicators",
    "language",
    "mechanisms",
    "official",
    "regulations",
    "study",
    "systems",
    "work",
]
