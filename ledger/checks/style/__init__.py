"""写法：公文的标点、数字、标题、表格怎样写，哪些 Markdown 印不成公文；每条注明标准的哪一条。

进来：正文。出去：问题和提示。
新的一行：标点在 punctuation，成对的在 pairs，数字在 digits，Markdown 在 layout，粘贴来的标题在 pasted；别处来的字怎样改对在规则的 right；出处写在 decisions/0026。
"""

__all__ = ["mending", "typography"]
