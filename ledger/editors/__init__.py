"""编辑器：由本单位的台账、词表、岗位、指标写出 JSON Schema，写 YAML 时列出能写的键和词。

进来：读好的数据。出去：项目里 `.vscode/` 的几个文件。
不做：不代替检查；台账之间的规则由 check 看。
新的一行：一种值在 schema；编辑器的一项设置在 files。
"""

__all__ = ["command", "files"]
