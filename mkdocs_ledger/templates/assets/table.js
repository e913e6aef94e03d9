// Tables of class "askable": a reader asks for rows by their columns and by words, sorts and groups
// them, chooses columns, sees how many there are and their sums, and takes them away as CSV. What is
// asked stands in the address (#?岗位=局长&日期=2021-03..2021-04), as layout.asked writes it.
// Without this script the whole table stands there.
(() => {
  const MOST = 300, FOUND = 100 // rows that are shown at once, of all and of those asked for; more are a press away
  const FEW = 6 // rows that need no asking
  const WORDS = "q", SORT = "排", GROUP = "组", COLUMNS = "列", TABLE = "表"
  const order = new Intl.Collator("zh-CN", { numeric: true })
  const phone = matchMedia("(max-width: 44em)")

  const html = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag)
    for (const [key, value] of Object.entries(attributes)) key in made ? made[key] = value : made.setAttribute(key, value)
    made.append(...children)
    return made
  }

  // --- what is asked

  const nothing = () => ({ where: new Map(), words: "", sort: "", down: false, group: "", columns: [] })

  function decoded(part) {
    try { return decodeURIComponent(part) } catch (_) { return part }
  }

  // Read an anchor; "a..b" is a range and "a|b" are several words where the column's kind has them.
  function read(anchor) {
    const ask = nothing()
    for (const pair of anchor.slice(1).split("&").filter(Boolean)) {
      const at = (pair + "=").indexOf("="), key = decoded(pair.slice(0, at)), value = pair.slice(at + 1)
      if (key === WORDS) ask.words = decoded(value)
      else if (key === SORT) { ask.down = value[0] === "-"; ask.sort = decoded(ask.down ? value.slice(1) : value) }
      else if (key === GROUP) ask.group = decoded(value)
      else if (key === COLUMNS) ask.columns = value.split("|").filter(Boolean).map(decoded)
      else if (key === TABLE) ask.table = Number(value)
      else ask.where.set(key, value)
    }
    return ask
  }

  function write(ask, columns, number) {
    const code = encodeURIComponent, parts = []
    for (const column of columns) if (ask.where.has(column.head)) parts.push([column.head, column.write(ask.where.get(column.head))])
    parts.push([WORDS, code(ask.words)], [SORT, ask.sort && (ask.down ? "-" : "") + code(ask.sort)], [GROUP, code(ask.group)], [COLUMNS, ask.columns.map(code).join("|")])
    const written = parts.filter(([key, value]) => value || ask.where.has(key)).map(([key, value]) => `${code(key)}=${value}`)
    if (written.length && number > 1) written.push(`${code(TABLE)}=${number}`)
    return written.length ? `?${written.join("&")}` : ""
  }

  // --- what cells hold

  // The pieces that a reader sees apart.
  function pieces(cell) {
    const found = [""]
    for (const node of cell.childNodes) {
      const apart = node.nodeName === "SMALL" || node.nodeName === "BR"
      if (apart) found.push("")
      found[found.length - 1] += node.textContent
      if (apart) found.push("")
    }
    return found.map((piece) => piece.replace(/\s+/g, " ").trim()).filter(Boolean)
  }

  function valuesOf(cell, kind) {
    const several = cell.querySelectorAll(kind === "links" ? "a" : ".one")
    if (several.length) return Array.from(several, (one) => one.textContent.trim())
    const exact = cell.firstElementChild
    const value = exact && exact.matches("time, data") ? exact.getAttribute(exact.tagName === "TIME" ? "datetime" : "value") : cell.textContent.trim()
    return value ? [value] : []
  }

  const numberOf = (value) => value !== undefined && /^-?\d/.test(value) ? parseFloat(value) : null
  const plain = (text) => siteSearch.plain(text)

  // What is asked of a column, by its kind: how it is read from an address, written, said, and met.
  const several = {
    read: (value, column) => {
      const ends = column.kind === "month" ? value.split("..").map(decoded) : []
      if (ends.length > 1) return column.options().filter((word) => word && inside(word, ...ends))
      const whole = decoded(value)
      return column.options().includes(whole) ? [whole] : value.split("|").map(decoded)
    },
    write: (words) => words.map(encodeURIComponent).join("|"),
    say: (words) => words.map((word) => word || "未填写").join("、"),
    meets: (words) => {
      const due = new Set(words)
      return (values) => values.length ? values.some((value) => due.has(value)) : due.has("")
    },
  }
  const inside = (value, first, last) => value >= first && (!last || value.slice(0, last.length) <= last)
  const range = {
    read: (value) => {
      const ends = value.split("..").map(decoded)
      return value === "" ? { empty: true } : { first: ends[0], last: ends.length > 1 ? ends[1] : ends[0] }
    },
    write: ({ empty, first, last }) => empty ? "" : [first, last].map(encodeURIComponent).join(".."),
    say: ({ empty, first, last }) => empty ? "未填写" : first === last ? first : first && last ? `${first} 至 ${last}` : first ? `${first} 起` : `${last} 止`,
    meets: ({ empty, first, last }) => (values) => empty ? !values.length : values.length > 0 && inside(values[0], first, last),
  }
  const numbers = {
    ...range,
    say: (ask) => range.say(ask).replace(" 起", " 以上").replace(" 止", " 以下"),
    meets: ({ empty, first, last }) => ([value]) => {
      const number = numberOf(value)
      return empty ? number === null : number !== null && (first === "" || number >= first) && (last === "" || number <= last)
    },
  }
  const containing = {
    ...several,
    read: (value) => value.split("|").map(decoded),
    meets: (words) => {
      const due = words.map(plain)
      return (values, cell) => values.length ? due.some((word) => word && plain(cell.textContent).includes(word)) : words.includes("")
    },
  }
  // A number that a row bears is that row's alone; a part of one finds all that hold it.
  const bearing = {
    ...containing,
    meets(words) {
      const due = words.map(plain), own = (cell) => plain(cell.textContent.trim())
      const borne = new Set(this.table.rows.map((row) => own(this.cell(row))))
      return (values, cell) => values.length ? due.some((word) => word && (borne.has(word) ? own(cell) === word : own(cell).includes(word))) : words.includes("")
    },
  }
  const ASKED = { choice: several, month: several, links: several, date: range, number: numbers, words: containing, id: bearing }

  class Column {
    constructor(head, index, table) {
      Object.assign(this, ASKED[head.dataset.kind], { element: head, index, table, head: head.textContent.trim(), kind: head.dataset.kind })
      this.sums = "sum" in head.dataset
      this.names = "names" in head.dataset
      this.aside = head.hidden
      this.known = (head.dataset.order || "").split("\n").filter(Boolean)
    }

    // The words that there are, in the order that the page gives or else in that of words.
    options() {
      if (!this.found) {
        const words = new Set(this.table.rows.flatMap((row) => { const values = this.values(row); return values.length ? values : [""] }))
        const known = this.known.filter((word) => words.has(word))
        const rest = [...words].filter((word) => word && !known.includes(word)).sort(order.compare)
        this.found = [...known, ...rest, ...(words.has("") ? [""] : [])]
      }
      return this.found
    }

    cell(row) { return row.element.cells[this.index] }

    values(row) { return row.values[this.index] || (row.values[this.index] = valuesOf(this.cell(row), this.kind)) }

    number(row) { return numberOf(this.values(row)[0]) }

    // What a row adds: nothing where another row tells of the same event.
    amount(row) {
      if (!row.amounts[this.index]) {
        const [value] = this.values(row), number = numberOf(value)
        row.amounts[this.index] = { number, places: number === null ? 0 : (value.split(".")[1] || "").length, again: number !== null && !!this.cell(row).querySelector(".again") }
      }
      return row.amounts[this.index]
    }

    text(row) {
      return this.kind === "date" || this.kind === "month" || this.kind === "number" && this.cell(row).querySelector("data")
        ? this.values(row)[0] || "" : pieces(this.cell(row)).join("；")
    }

    // Return how two rows follow each other; what is empty comes last whichever way it is.
    comparing(down) {
      const places = new Map(this.kind === "choice" || this.kind === "month" ? this.options().map((word, place) => [word, place]) : [])
      const key = (row) => {
        const [value] = this.values(row)
        if (value === undefined) return null
        if (this.kind === "number") return this.number(row) ?? value
        return places.has(value) ? places.get(value) : this.kind === "words" ? this.cell(row).textContent.trim() : value
      }
      const compare = (a, b) => typeof a !== typeof b ? (typeof a === "number" ? -1 : 1)
        : typeof a === "number" ? a - b : this.kind === "date" ? (a < b ? -1 : +(a > b)) : order.compare(a, b)
      const keys = new Map(this.table.rows.map((row) => [row, key(row)]))
      return (a, b) => {
        const [one, other] = [keys.get(a), keys.get(b)]
        if (one === null || other === null) return (one === null) - (other === null)
        if (typeof one !== typeof other) return compare(one, other)
        return compare(one, other) * (down ? -1 : 1)
      }
    }
  }

  // --- a table

  class Table {
    constructor(box, number) {
      this.box = box
      this.number = number
      this.element = box.querySelector("table")
      this.body = this.element.tBodies[0]
      this.rows = Array.from(this.body.rows, (element) => ({ element, values: [], amounts: [] }))
      this.columns = [...this.element.tHead.rows[0].cells].map((head, index) => new Column(head, index, this))
      this.told = box.querySelector(".told")
      this.whole = this.told.textContent
      this.unit = (this.whole.match(/^共 \d+ (\p{Script=Han})/u) || [, "条"])[1]
      this.ask = nothing()
      this.shown = this.rows
      this.most = MOST
      this.told.setAttribute("role", "status")
      this.addHeads()
      if (this.rows.length >= FEW) this.addPanel()
      if (this.rows.length > MOST || phone.matches) this.draw()
      this.say()
    }

    column(head) { return this.columns.find((column) => column.head === head) }

    answers(ask) {
      const named = [ask.sort, ask.group].filter(Boolean)
      return [...ask.where.keys(), ...named, ...ask.columns].every((head) => this.column(head))
    }

    // What an address asks, with the columns' parts read as their kinds have them.
    asked(ask) {
      const where = [...ask.where].map(([head, value]) => [head, this.column(head).read(value, this.column(head))])
      return { ...ask, where: new Map(where) }
    }

    // --- select and arrange

    folded() {
      if (!this.texts) {
        // one sign between rows that no row can hold
        const text = this.rows.map((row) => [...row.element.cells].flatMap(pieces).join("\n")).join("\n\0\n")
        plain(text).split("\n\0\n").forEach((text, at) => { this.rows[at].text = text })
        this.texts = true
      }
    }

    // All rows in the order that is asked for, which the next sign typed does not change.
    ordered() {
      const { sort, down } = this.ask, column = this.column(sort)
      if (!column) return this.rows
      if (this.order?.head !== sort || this.order.down !== down) this.order = { head: sort, down, rows: [...this.rows].sort(column.comparing(down)) }
      return this.order.rows
    }

    select() {
      const due = [...this.ask.where].map(([head, wanted]) => [this.column(head), this.column(head).meets(wanted)])
      const words = this.ask.words.split(/\s+/).map(plain).filter(Boolean)
      if (words.length) this.folded()
      return this.ordered().filter((row) => words.every((word) => row.text.includes(word))
        && due.every(([column, meets]) => meets(column.values(row), column.cell(row))))
    }

    groups() {
      const column = this.column(this.ask.group)
      if (!column) return [{ name: "", rows: this.shown }]
      const found = new Map()
      for (const row of this.shown) {
        const name = column.values(row).join("、")
        found.has(name) ? found.get(name).push(row) : found.set(name, [row])
      }
      const known = column.options(), place = (name) => name ? (known.indexOf(name) + 1 || known.length) : Infinity
      return [...found].map(([name, rows]) => ({ name, rows })).sort((a, b) => place(a.name) - place(b.name) || order.compare(a.name, b.name))
    }

    sums(rows) {
      return this.columns.filter((column) => column.sums && !this.hidden(column)).map((column) => {
        let sum = 0, places = 0, counted = 0, again = 0
        for (const row of rows) {
          const amount = column.amount(row)
          if (amount.again) again++
          else if (amount.number !== null) { sum += amount.number; counted++; places = Math.max(places, amount.places) }
        }
        return counted ? `${column.head}合计 ${sum.toFixed(places)}${again ? "（并入的不另计）" : ""}` : ""
      }).filter(Boolean)
    }

    hidden(column) { return this.ask.columns.length ? !this.ask.columns.includes(column.head) : column.aside }

    visible() { return this.columns.filter((column) => !this.hidden(column)) }

    // --- show

    show(ask) {
      this.ask = ask
      if (ask.where.size && !this.hasPanel) this.addPanel()
      this.most = ask.where.size || ask.words ? FOUND : MOST
      this.shown = this.select()
      this.draw()
      this.say()
      this.mark()
    }

    draw(most = this.most) {
      const groups = this.groups(), width = this.visible().length
      let left = most
      for (const body of [...this.element.tBodies]) if (body !== this.body) body.remove()
      const bodies = groups.map(({ name, rows }, at) => {
        const body = at ? html("tbody") : this.body, drawn = rows.slice(0, Math.max(0, left))
        left -= drawn.length
        drawn.forEach((row) => this.dress(row))
        const head = this.ask.group && drawn.length ? [this.heading(name, rows, width)] : []
        body.replaceChildren(...head, ...drawn.map((row) => row.element))
        return body
      })
      if (!bodies.length) this.body.replaceChildren()
      this.element.append(...bodies)
      for (const column of this.columns) column.element.hidden = this.hidden(column)
      this.offerRest(Math.max(0, this.shown.length - most))
    }

    // A row shows the chosen columns alone; where rows are cards each cell says its head.
    dress(row) {
      const wanted = `${this.ask.columns}${phone.matches}`
      if (row.dressed === wanted) return
      for (const column of row.dressed || this.ask.columns.length || phone.matches ? this.columns : []) {
        const cell = column.cell(row)
        cell.hidden = this.hidden(column)
        if (phone.matches) cell.dataset.label = column.head
        if (column.names) cell.classList.add("named")
      }
      row.dressed = wanted
    }

    heading(name, rows, width) {
      const text = [`${name || "未填写"}：${rows.length} ${this.unit}`, ...this.sums(rows)].join("，")
      return html("tr", { className: "group" }, html("th", { colSpan: width, scope: "rowgroup", textContent: text }))
    }

    offerRest(count) {
      this.rest?.remove()
      if (!count) return
      const button = html("button", { type: "button", className: "md-button", textContent: `显示其余 ${count} ${this.unit}` })
      button.addEventListener("click", () => {
        const first = this.shown[this.most]
        this.most = Infinity
        this.draw()
        first.element.querySelector("a")?.focus()
      })
      this.rest = html("p", { className: "asking-rest" }, button)
      this.box.append(this.rest)
    }

    // How many there are, their sums, and what was asked: on the screen, aloud and on paper.
    say() {
      const asked = this.said(), sums = this.sums(this.shown)
      const count = asked || this.shown.length < this.rows.length ? `选出 ${this.shown.length} ${this.unit}（共 ${this.rows.length} ${this.unit}）。` : this.whole
      this.told.textContent = count + (sums.length ? `${sums.join("，")}。` : "") + (asked ? `只列${asked}。` : "")
    }

    said() {
      const parts = [...this.ask.where].map(([head, wanted]) => `${head}：${this.column(head).say(wanted)}`)
      if (this.ask.words.trim()) parts.push(`含“${this.ask.words.trim()}”`)
      return parts.join("；")
    }

    mark() {
      for (const column of this.columns) {
        if (column.head === this.ask.sort) column.element.setAttribute("aria-sort", this.ask.down ? "descending" : "ascending")
        else column.element.removeAttribute("aria-sort")
      }
      this.panel?.refresh()
    }

    // Ask for something else, and let the address say so.
    change(part) {
      this.show({ ...this.ask, ...part })
      remember(this)
    }

    reset() {
      this.show(nothing())
      remember(this)
    }

    // Show a row by its anchor, whatever is asked.
    reveal(id) {
      const row = this.rows.find(({ element }) => element.id === id)
      if (!row) return false
      if (!this.shown.includes(row)) this.show({ ...this.ask, where: new Map(), words: "" })
      if (!row.element.isConnected) { this.most = Infinity; this.draw() }
      document.querySelectorAll("tr.marked").forEach((other) => other.classList.remove("marked"))
      row.element.classList.add("marked")
      row.element.scrollIntoView({ block: "center" })
      return true
    }

    // --- heads and panel

    addHeads() {
      for (const column of this.columns) {
        const button = html("button", { type: "button" }, ...column.element.childNodes)
        column.element.append(button)
        // a head that is repeated on each printed page shows no buttons
        addEventListener("beforeprint", () => button.replaceWith(...button.childNodes))
        addEventListener("afterprint", () => {
          button.append(...column.element.childNodes)
          column.element.append(button)
        })
        button.addEventListener("click", () => {
          const own = this.ask.sort === column.head
          this.change(own && this.ask.down ? { sort: "", down: false } : { sort: column.head, down: own })
        })
      }
    }

    addPanel() {
      this.hasPanel = true
      const panel = html("details", { className: "asking" }, html("summary", { textContent: "筛选和排序" }))
      this.told.after(panel)
      panel.addEventListener("toggle", () => {
        if (panel.open && !this.panel) panel.append((this.panel = new Panel(this)).form)
      })
    }

  }

  // --- the controls

  class Panel {
    constructor(table) {
      this.table = table
      this.controls = []
      const all = table.columns
      this.form = html("form", { className: "asking-form" },
        this.words(),
        ...all.filter(({ kind }) => kind === "choice" || kind === "month").filter((column) => column.options().length > 1).map((column) => this.choice(column)),
        ...all.filter(({ kind }) => kind === "date" || kind === "number").map((column) => this.range(column)),
        this.picked("排序", "原来的次序", all, "sort", html("label", {}, this.check(() => table.ask.down, (down) => table.change({ down })), " 倒序")),
        this.picked("分组", "不分组", all.filter(({ kind }) => kind === "choice" || kind === "month"), "group"),
        this.shownColumns(),
        html("div", { className: "asking-actions" },
          this.button("清除", () => table.reset()),
          this.button("下载表格（CSV）", () => download(table))))
      this.form.addEventListener("submit", (event) => event.preventDefault())
      this.refresh()
    }

    refresh() { this.controls.forEach((renew) => renew()) }

    button(text, act) {
      const made = html("button", { type: "button", className: "md-button", textContent: text })
      made.addEventListener("click", act)
      return made
    }

    check(is, change) {
      const box = html("input", { type: "checkbox" })
      this.controls.push(() => { box.checked = is() })
      box.addEventListener("change", () => change(box.checked))
      return box
    }

    set(column, wanted, none) {
      const where = new Map(this.table.ask.where)
      none ? where.delete(column.head) : where.set(column.head, wanted)
      this.table.change({ where })
    }

    words() {
      const field = html("input", { type: "search", autocomplete: "off", spellcheck: false })
      const change = () => this.table.change({ words: field.value })
      field.addEventListener("focus", () => this.table.folded())
      field.addEventListener("input", (event) => { if (!event.isComposing) change() })
      field.addEventListener("compositionend", change)
      this.controls.push(() => { if (field.value !== this.table.ask.words) field.value = this.table.ask.words })
      return html("label", {}, html("span", { textContent: "文字" }), field)
    }

    folding(head, name, inner) {
      const summary = html("summary")
      this.controls.push(() => { summary.textContent = `${head}${name()}` })
      return html("details", { className: "asking-choice" }, summary, html("fieldset", {}, html("legend", { className: "unseen", textContent: head }), ...inner))
    }

    choice(column) {
      const wanted = () => this.table.ask.where.get(column.head) || []
      return this.folding(column.head, () => wanted().length ? `：${column.say(wanted())}` : "", column.options().map((word) =>
        html("label", {}, this.check(() => wanted().includes(word), (on) => {
          const words = column.options().filter((other) => other === word ? on : wanted().includes(other))
          this.set(column, words, !words.length)
        }), ` ${word || "未填写"}`)))
    }

    range(column) {
      const type = column.kind, wanted = () => this.table.ask.where.get(column.head) || { first: "", last: "" }
      const end = (key, name) => {
        const field = html("input", { type, step: "any", "aria-label": `${column.head}，${name}` })
        this.controls.push(() => { if (document.activeElement !== field) field.value = type === "date" ? whole(wanted()[key] || "", key === "last") : wanted()[key] ?? "" })
        field.addEventListener("change", () => {
          const { first = "", last = "" } = wanted(), now = { first, last, [key]: field.value }
          this.set(column, now, !now.first && !now.last)
        })
        return field
      }
      const none = this.table.rows.some((row) => !column.values(row).length)
        ? [html("label", {}, this.check(() => !!wanted().empty, (empty) => this.set(column, { empty }, !empty)), " 未填写")] : []
      return html("fieldset", { className: "asking-range" }, html("legend", { textContent: column.head }), end("first", "从"), " 到 ", end("last", "到"), ...none)
    }

    picked(name, none, columns, key, ...more) {
      const field = html("select", {}, html("option", { value: "", textContent: none }), ...columns.map(({ head }) => html("option", { value: head, textContent: head })))
      this.controls.push(() => { field.value = this.table.ask[key] })
      field.addEventListener("change", () => this.table.change({ [key]: field.value }))
      return html("div", {}, html("label", {}, html("span", { textContent: name }), field), ...more)
    }

    shownColumns() {
      const { table } = this, chosen = () => table.visible().map(({ head }) => head)
      const usual = table.columns.filter(({ aside }) => !aside).map(({ head }) => head).join()
      return this.folding("显示的列", () => table.ask.columns.length ? `：${table.ask.columns.join("、")}` : "", table.columns.map(({ head }) =>
        html("label", {}, this.check(() => chosen().includes(head), (on) => {
          const heads = table.columns.map((column) => column.head).filter((other) => other === head ? on : chosen().includes(other))
          table.change({ columns: heads.join() === usual ? [] : heads })
        }), ` ${head}`)))
    }
  }

  // A day for a field of days: of a month or a year its first or its last one.
  function whole(day, last) {
    const [year, month] = day.split("-")
    if (!/^\d{4}(-\d{2})?$/.test(day)) return day
    const end = new Date(Date.UTC(+year, +(month || 12), 0)).getUTCDate()
    return `${year}-${month || (last ? "12" : "01")}-${last ? end : "01"}`
  }

  // --- CSV: with a mark of UTF-8, and no cell that a spreadsheet takes for a formula

  const FORMULA = /^[=+\-@\t\r＝＋－＠]/
  const quoted = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`

  function csv(table) {
    const columns = table.visible()
    const rows = table.groups().flatMap(({ rows }) => rows)
    const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map((column) => column.text(row)))]
    return "\ufeff" + lines.map((line) => line.map(quoted).join(",") + "\r\n").join("")
  }

  function download(table) {
    const name = document.querySelector("article h1").textContent.replace(/[\\/:*?"<>|\s]+/g, " ").trim()
    const link = html("a", { href: URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" })), download: `${name}.csv` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  }

  // --- the address

  let tables = []

  function remember(table) {
    const anchor = write(table.ask, table.columns, table.number)
    try { history.replaceState(history.state, "", anchor ? `#${anchor}` : location.pathname + location.search) } catch (_) { /* file:// in old browsers */ }
  }

  function arrive() {
    const anchor = location.hash.slice(1)
    if (anchor && anchor[0] !== "?") {
      const id = decoded(anchor)
      return void tables.some((table) => table.reveal(id))
    }
    const ask = read(anchor || "?")
    const due = (ask.table ? [tables[ask.table - 1]].filter(Boolean) : tables).find((table) => table.answers(ask))
    for (const table of tables) if (table !== due && table.shown !== table.rows) table.show(nothing())
    if (!anchor && due && due.shown === due.rows) return
    if (due) due.show(due.asked(ask))
    else if (tables.length) tables[0].told.textContent = "这个链接问的列，这里的表没有；下面是全部。" + tables[0].whole
    if (anchor.length > 1 && due && due.box.getBoundingClientRect().top > innerHeight / 2) due.box.scrollIntoView()
  }

  document.addEventListener("DOMContentLoaded", () => {
    tables = [...document.querySelectorAll(".askable")].filter((box) => box.querySelector("table")).map((box, at) => new Table(box, at + 1))
    if (!tables.length) return
    addEventListener("hashchange", arrive)
    addEventListener("beforeprint", () => tables.forEach((table) => table.draw(Infinity)))
    addEventListener("afterprint", () => tables.forEach((table) => table.draw()))
    phone.addEventListener("change", () => tables.forEach((table) => table.draw()))
    if (location.hash) arrive()
  })

  // for tests and measurements
  window.askedTables = {
    ask: (anchor, at = 0) => {
      tables[at].show(tables[at].asked(read(anchor)))
      return tables[at].groups().flatMap(({ rows }) => rows.map((row) => tables[at].rows.indexOf(row)))
    },
    csv: (at = 0) => csv(tables[at]),
  }
})()
