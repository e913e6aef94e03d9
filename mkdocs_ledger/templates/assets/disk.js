// 从 U 盘打开时没有服务器补文件名：以 / 结尾的链接加上 index.html
if (location.protocol === "file:") {
  for (const link of [...document.links]) { // 改了地址，document.links 要重新数
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}
