"""发布：生成、核对、记录、换上、换回；网站的使用者看到的从来是完整的一版。

进来：项目、发布文件夹。出去：换上的一版和它的清单、发布记录、服务器的配置。
发布文件夹里：current 指向正在使用的一版（Windows 上另有代替）；releases/ 是最近几版，各带清单，
.building-* 和 .removing-* 是没有做完的；.lock 在有人发布时锁着。只有 switching 碰正在使用的一版。
新的一行：一种核对在 inspection；一个响应头在 headers；打包的格式在 archive；发布记录的一项在 log。
"""

__all__ = [
    "about",
    "backup",
    "command",
    "headers",
    "hosting",
    "local",
    "lock",
    "log",
    "moving",
    "revision",
]
