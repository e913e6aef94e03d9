// 知识测试：从页面里的题抽出一份卷子，答完判分。同样的条件和卷号抽出同样的卷子
(() => {
  const bank = document.querySelector("ol.quiz");
  const place = document.getElementById("quiz-paper");
  if (!bank || !place) return;
  const all = [...bank.children].filter((question) => question.dataset.checked === "yes");
  const html = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  // 由卷号定的随机数（mulberry32），各浏览器相同
  function random(seed) {
    let state = [...seed].reduce((sum, sign) => (Math.imul(sum, 31) + sign.codePointAt(0)) | 0, 7);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let value = Math.imul(state ^ (state >>> 15), 1 | state);
      value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
      return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
    };
  }
  function drawn(questions, count, seed) {
    const next = random(seed), rest = [...questions], taken = [];
    while (rest.length && taken.length < count) taken.push(...rest.splice(Math.floor(next() * rest.length), 1));
    return taken;
  }

  const words = (key, questions) => [...new Set(questions.map((question) => question.dataset[key]))];
  const select = (label, id) => {
    const field = html("select", { id });
    return [html("label", { htmlFor: id, textContent: label }), field];
  };
  const [instrumentLabel, instrument] = select("法规", "quiz-instrument");
  const [chapterLabel, chapter] = select("章", "quiz-chapter");
  const count = html("input", { id: "quiz-count", type: "number", min: 1, max: bank.children.length, value: 10 });
  const seed = html("input", { id: "quiz-seed", size: 8, value: "1", autocomplete: "off" });
  const old = html("input", { id: "quiz-old", type: "checkbox" });
  const matching = html("span", { className: "matching" });
  matching.setAttribute("role", "status");
  const start = html("button", { type: "submit", className: "md-button md-button--primary", textContent: "抽题" });
  const choices = html(
    "form", { className: "quiz-choices" },
    html("div", {}, instrumentLabel, instrument), html("div", {}, chapterLabel, chapter),
    html("div", {}, html("label", { htmlFor: "quiz-count", textContent: "题数" }), count),
    html("div", {}, html("label", { htmlFor: "quiz-seed", textContent: "卷号" }), seed),
    html("label", {}, old, " 含旧版的题"), start, matching,
  );
  const paper = html("form", { className: "quiz-sheet", hidden: true });
  const answers = html("section", { className: "answer-sheet" });
  place.append(choices, paper, answers);
  document.documentElement.classList.add("quiz-scripted");

  function pool() {
    return all.filter((question) =>
      (old.checked || question.dataset.current === "yes") &&
      (!instrument.value || question.dataset.instrument === instrument.value) &&
      (!chapter.value || question.dataset.chapter === chapter.value));
  }
  function offer(field, key, questions) {
    const before = field.value;
    field.replaceChildren(html("option", { value: "", textContent: "全部" }),
      ...words(key, questions).map((word) => html("option", { value: word, textContent: word })));
    field.value = [...field.options].some((option) => option.value === before) ? before : "";
  }
  function refresh() {
    const shown = all.filter((question) => old.checked || question.dataset.current === "yes");
    offer(instrument, "instrument", shown);
    offer(chapter, "chapter", shown.filter((question) => !instrument.value || question.dataset.instrument === instrument.value));
    tell();
  }
  function tell() {
    const found = pool().length, wanted = Number(count.value) || 10;
    matching.textContent = `可抽 ${found} 题` + (found < wanted ? `，不够 ${wanted} 题：没有核对过的题不进卷子` : "");
  }

  function sheet(questions) {
    const list = html("ol", { className: "quiz-drawn" });
    questions.forEach((question, at) => {
      const several = question.dataset.kind === "多选";
      const legend = html("legend", {});
      legend.append(`${at + 1}. `, ...[...question.querySelectorAll(".kind, .old, .stem")].map((part) => part.cloneNode(true)));
      const field = html("fieldset", {}, legend);
      [...question.querySelector(".options").children].forEach((option, index) => {
        const input = html("input", { type: several ? "checkbox" : "radio", name: question.id, value: String(index + 1) });
        const letter = question.dataset.kind === "判断" ? "" : `${"ABCDEFGH"[index]}. `;
        field.append(html("label", {}, input, ` ${letter}`, ...[...option.cloneNode(true).childNodes]));
      });
      field.append(html("div", { className: "verdict" }));
      list.append(html("li", {}, field));
    });
    const result = html("p", { className: "result", tabIndex: -1 });
    result.setAttribute("role", "status");
    paper.replaceChildren(result, list,
      html("div", { className: "quiz-actions" },
        html("button", { type: "submit", className: "md-button md-button--primary", textContent: "交卷" }),
        html("button", { type: "button", className: "md-button", textContent: "打印卷子和答案页", onclick: () => print() })));
    paper.hidden = false;
    answers.replaceChildren(html("h2", { textContent: `答案页（卷号 ${seed.value}）` }),
      html("ol", {}, ...questions.map((question) => html("li", {}, question.querySelector(".explanation b").textContent))));
    answers.questions = questions;
    list.querySelector("input")?.focus();
  }

  function mark() {
    let right = 0, blank = 0;
    answers.questions.forEach((question, at) => {
      const field = paper.querySelectorAll("fieldset")[at];
      const given = [...field.querySelectorAll("input:checked")].map((input) => input.value).join(" ");
      const good = given === question.dataset.right;
      right += good;
      blank += !given;
      field.className = good ? "right" : "wrong";
      field.querySelector(".verdict").replaceChildren(
        html("strong", { textContent: good ? "正确。答案：" : given ? "不对。答案：" : "没有作答。答案：" }),
        ...[...question.querySelector(".explanation").cloneNode(true).childNodes]);
    });
    const result = paper.querySelector(".result");
    result.textContent = `共 ${answers.questions.length} 题，答对 ${right} 题` + (blank ? `，${blank} 题没有作答。` : "。");
    result.focus();
  }

  choices.addEventListener("change", refresh);
  choices.addEventListener("submit", (event) => {
    event.preventDefault();
    const questions = drawn(pool(), Number(count.value) || 10, seed.value);
    if (!questions.length) { matching.textContent = "没有符合条件又核对过的题；请放宽条件，或者先核对"; return; }
    const query = new URLSearchParams({ 法规: instrument.value, 章: chapter.value, 题数: count.value, 卷号: seed.value, 旧版: old.checked ? "是" : "" });
    history.replaceState(null, "", `?${query}`);
    sheet(questions);
  });
  paper.addEventListener("submit", (event) => { event.preventDefault(); mark(); });

  const given = new URLSearchParams(location.search);
  old.checked = given.get("旧版") === "是";
  refresh();
  instrument.value = given.get("法规") || "";
  refresh();
  chapter.value = given.get("章") || "";
  count.value = given.get("题数") || 10;
  seed.value = given.get("卷号") || String(1 + Math.floor(Math.random() * 9999));
  refresh();
  if (given.has("卷号")) choices.requestSubmit();
})();
