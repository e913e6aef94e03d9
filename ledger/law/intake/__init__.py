"""导入法规原文：官方文本的文件读成逐条的文字，疑点全部说出来。

进来：文件。出去：条文，和每个去掉、改过、看不懂的地方。
不做：不悄悄丢掉或合并任何文字。
新的一行：一种排版在 layout、furniture；一种错字在 swallowed、comparison。
"""

__all__ = ["findings", "importing"]
