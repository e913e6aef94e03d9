"""公文：由生成的报告页写出 PDF 和 Word，由指标和记录写出 Excel。

进来：生成的网页、项目。出去：文件，写出以前看一遍。
不做：不改网页的内容。
新的一行：一种文件在 files 登记；公文的要素在 elements；成品的毛病，PDF 的在 printed，Word 的在 written，Excel 的在 tabulated。
"""

__all__ = ["command", "elements", "files", "properties", "site", "workbook"]
