"""机器：文件、缓存、浏览器、git、命令行，机器为什么不肯。

进来：文件名、字节、系统的错误。出去：写完整的文件、留着再用的文件、一句中文的原因。
不做：不认识台账和正文。
新的一行：命令行的一种说法在 arguments；一种系统错误在 refusing；办公软件打的包怎样打开在 packages；一种软件留下的文件、一种副本的名字在 leftovers；项目的一个新文件夹在 premises。
"""

__all__ = [
    "arguments",
    "browser",
    "engine",
    "files",
    "git",
    "kept",
    "leftovers",
    "packages",
    "premises",
    "refusing",
    "stopping",
    "terminal",
]
