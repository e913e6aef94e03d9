"""记录的规则：一条记录之内，记录和记录之间。

进来：全部记录。出去：问题。
新的一行：一条规则是一个带 @rule("代码") 的函数，说明写在它的文档字符串里；按事放进对应的文件；各年之间的，抄来的在 copied，定格的在 frozen；一个值一写下就能看的在 single。
"""

__all__ = ["audiences", "copied", "seals", "sheets", "single", "subjects"]
