// 报告页：阅读和版面两种视图，公文的形式，版记的位置
(() => {
  const LINES = 22;
  const root = document.documentElement;
  const styles = { paper: document.getElementById("paper"), reading: document.getElementById("reading") };
  const official = document.getElementById("document");
  const desk = official.parentElement;
  const imprint = official.querySelector(".doc-imprint"); // 有的文种没有版记
  const blank = Object.assign(document.createElement("div"), { className: "doc-blank" });
  const tools = document.querySelector(".document-tools");
  const given = new URLSearchParams(location.search);
  let view = "reading";
  let printing = false;

  // 主题会把没有 class 的表格包进滚动的框，纸面就乱了
  for (const table of official.querySelectorAll("table:not([class])")) table.className = "doc-table";

  function wear(which) {
    styles.paper.media = which === "paper" ? "all" : "print";
    styles.reading.media = which === "paper" ? "not all" : "screen";
  }

  // 正文和附件用到第几页第几行；按纸面量，与屏幕上是哪种视图无关
  function end() {
    const style = getComputedStyle(official);
    const area = official.getBoundingClientRect();
    const pitch = parseFloat(style.lineHeight);
    const parts = official.querySelectorAll(":scope > :not(.doc-imprint, .sheet)");
    const rect = [...parts].flatMap((part) => [...part.getClientRects()]).pop();
    const column = parseFloat(style.columnWidth) + parseFloat(style.columnGap);
    return {
      page: 1 + Math.round((rect.left - area.left - parseFloat(style.paddingLeft)) / column - 0.4),
      // 附表的行高是半行的整数倍
      line: Math.round((2 * (rect.bottom - area.top - parseFloat(style.paddingTop))) / pitch) / 2,
      rows: imprint ? Math.round(imprint.getBoundingClientRect().height / pitch) : 0,
    };
  }

  // 跨页的表格在换页处分开，各带表头；屏幕上分栏不会重复表头，打印时也就不必再分
  function splitTables() {
    const column = (row) => Math.round(row.getBoundingClientRect().left);
    for (let table of official.querySelectorAll("table")) {
      if (!table.tHead || !table.tBodies.length || !table.getClientRects().length) continue;
      const first = table.tBodies[0].rows[0];
      if (first && column(first) !== column(table.tHead)) table.classList.add("doc-table-part");
      for (;;) {
        const rows = [...table.tBodies[0].rows];
        const next = rows.findIndex((row) => column(row) !== column(rows[0]));
        if (next < 1) break;
        fixColumns(table);
        const part = table.cloneNode(false);
        part.removeAttribute("id");
        part.classList.add("doc-table-part", "doc-table-rest");
        for (const kept of table.querySelectorAll("colgroup, thead")) part.append(kept.cloneNode(true));
        part.append(table.tBodies[0].cloneNode(false));
        part.tBodies[0].append(...rows.slice(next));
        table.after(part);
        table = part;
      }
    }
  }
  // 分开的各部分列宽相同
  function fixColumns(table) {
    if (table.classList.contains("doc-table-fixed")) return;
    const cells = [...table.tHead.rows[0].cells];
    const widths = cells.map((cell) => cell.getBoundingClientRect().width);
    if (!table.querySelector("colgroup")) {
      const group = document.createElement("colgroup");
      group.append(...widths.map(() => document.createElement("col")));
      table.prepend(group);
    }
    [...table.querySelectorAll("col")].forEach((col, n) => { col.style.width = `${widths[n]}px`; });
    table.classList.add("doc-table-fixed");
  }
  function joinTables() {
    for (const rest of [...official.querySelectorAll(".doc-table-rest")]) {
      rest.previousElementSibling.tBodies[0].append(...rest.tBodies[0].rows);
      rest.remove();
    }
    for (const table of official.querySelectorAll("table")) {
      table.classList.remove("doc-table-part", "doc-table-fixed");
      for (const col of table.querySelectorAll("col")) col.style.width = "";
    }
  }

  // 在纸面上量一遍，分开跨页的表格；返回正文和附件用到第几页第几行、版记有几行
  function measure() {
    root.style.setProperty("--scale", 1);
    const [left, top] = [scrollX, scrollY];
    wear("paper");
    splitTables();
    const found = end();
    wear(view);
    scrollTo({ left, top, behavior: "instant" }); // 版面短，读者的位置会丢
    return found;
  }

  // 版记在最后一面的底部，这一面是双页；返回页数和不编页码的页数
  function place() {
    blank.remove();
    joinTables();
    imprint?.classList.remove("own-page", "after-blank");
    imprint?.style.setProperty("--gap", 0);
    const { page, line, rows } = measure();
    if (!imprint) return { pages: page, unnumbered: 0 };
    const fits = page % 2 === 0 && line + 1 + rows <= LINES;
    const skips = page % 2 === 0 && !fits;
    imprint.style.setProperty("--gap", LINES - rows - (fits ? line : 0));
    imprint.classList.toggle("own-page", !fits);
    imprint.classList.toggle("after-blank", skips);
    if (skips) imprint.before(blank);
    return { pages: page + (fits ? 0 : skips ? 2 : 1), unnumbered: skips ? 2 : 0 };
  }

  // 纸上没有链接：印出的文件里也不留地址
  function unlink() {
    for (const link of official.querySelectorAll("a[href]")) {
      link.dataset.href = link.getAttribute("href");
      link.removeAttribute("href");
    }
  }
  function relink() {
    for (const link of official.querySelectorAll("a[data-href]")) {
      link.setAttribute("href", link.dataset.href);
      delete link.dataset.href;
    }
  }

  function draw() {
    if (printing) return;
    // 阅读时也先量一遍：纸面的字体这时载入，到打印时才量得准
    const { pages, unnumbered } = place();
    official.querySelectorAll(".sheet").forEach((sheet) => sheet.remove());
    if (view !== "paper") return joinTables();
    for (let page = 1; page <= pages; page += 1) {
      const sheet = document.createElement("div");
      sheet.className = page % 2 ? "sheet odd" : "sheet";
      sheet.style.setProperty("--page", page - 1);
      if (page <= pages - unnumbered) sheet.dataset.number = `— ${page} —`;
      official.append(sheet);
    }
    const room = desk.clientWidth / (parseFloat(getComputedStyle(official).columnWidth) * 218 / 156);
    root.style.setProperty("--scale", Math.min(1, Math.max(0.4, room < 1.2 ? room : room / 2)));
  }

  function turn(next) {
    view = next;
    root.classList.toggle("paper", view === "paper");
    wear(view);
    for (const button of tools.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
  }
  function show(next) {
    turn(next);
    draw();
  }

  for (const button of tools.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => show(button.dataset.view));
  }
  for (const box of tools.querySelectorAll("[data-form]")) {
    box.checked = given.has(box.dataset.form);
    root.classList.toggle(box.dataset.form, box.checked);
    box.addEventListener("change", () => {
      root.classList.toggle(box.dataset.form, box.checked);
      draw();
    });
  }
  const version = / Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  tools.querySelector(".old-browser").hidden = !version || Number(version[1]) >= 131;
  addEventListener("beforeprint", () => {
    place();
    unlink();
    printing = true;
  });
  addEventListener("afterprint", () => {
    printing = false;
    relink();
    draw();
  });
  addEventListener("resize", () => view === "paper" && draw());
  turn(given.has("paper") ? "paper" : "reading");
  // 打印样式不挡脚本，这时才一定到了；字体随第一遍载入，没有载入完就再量一遍
  addEventListener("load", () => {
    draw();
    if (document.fonts.status !== "loaded") document.fonts.ready.then(draw);
  });
})();
