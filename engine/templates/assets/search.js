// Search: any text of two signs or more that stands in a page is found, where it stands.
// The index (search-index.js, written by ledger/pages/search.py) is loaded when somebody begins to
// search. It is a script, because a page opened by file:// may load nothing else.
(() => {
  const own = document.currentScript.src
  const root = new URL("../", own)
  const FIRST = 10, PLACES = 3, BEFORE = 24, AFTER = 72, LONGEST = 40

  // --- text as it is compared: width, case, quotes and blanks make no difference

  const NOTHING = "\u200b" // has no width and may stand inside a word
  const SAME = { "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", [NOTHING]: "" }
  const known = new Map()

  function sign(char) {
    let plain = known.get(char)
    if (plain === undefined) {
      plain = Array.from(char.normalize("NFKC").toLowerCase(), (one) => one in SAME ? SAME[one] : one).join("").trim()
      known.set(char, plain)
    }
    return plain
  }

  const divides = (before, after) => /^(?:[a-z]{2}|\d{2})$/.test(before + after)

  // Return the text to compare, and for each sign of it from where to where it stands in the
  // original. A blank counts only between two Latin words or two numbers; a line break always does.
  function fold(text) {
    const out = [], from = [], to = []
    let blank = false, place = 0
    for (const char of text) {
      const plain = char === "\n" ? char : sign(char), end = place + char.length
      if (plain) {
        if (blank && divides(out[out.length - 1], plain[0])) { out.push(" "); from.push(place); to.push(place) }
        for (let unit = 0; unit < plain.length; unit++) { out.push(plain[unit]); from.push(place); to.push(end) }
        blank = false
      } else if (char !== NOTHING) blank = true
      place = end
    }
    return { text: out.join(""), from, to }
  }

  // 37 -> 三十七: articles are cited with Chinese numbers and typed with the others
  function numeral(number) {
    const digits = "〇一二三四五六七八九"
    const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
    let text = hundreds ? digits[hundreds] + "百" : ""
    if (tens) text += (tens === 1 && !hundreds ? "" : digits[tens]) + "十"
    else if (hundreds && ones) text += "零"
    return text + (ones || !text ? digits[ones] : "")
  }

  function spellings(word) {
    const cited = word.replace(/第(\d{1,3})(?=[条章节款项届次])/g, (_, number) => `第${numeral(+number)}`)
    return cited === word ? [word] : [word, cited]
  }

  const bare = (text) => text.replace(/[\s"'《》〈〉()\[\]〔〕、,。.;:!?·-]/g, "")

  // What is asked for: the words, and all of them as one phrase. Each may be spelled in two ways.
  function asked(query) {
    const words = query.split(/\s+/).map((word) => fold(word).text).filter(Boolean)
    const whole = fold(query.replace(/\n/g, " ")).text
    return { words: [...new Set(words)].map(spellings), whole: whole ? spellings(whole) : [] }
  }

  // --- the index

  let index = null

  // All pieces of text are joined, so that one pass finds a phrase wherever it stands.
  function receive({ pages, pieces }) {
    const text = fold(`\n${pieces.join("\n")}\n`).text
    const folded = text.split("\n").slice(1, -1)
    const starts = []
    let length = 1
    for (const piece of folded) { starts.push(length); length += piece.length + 1 }
    const titled = new Map(), places = []
    const add = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value])
    const headed = new Map(), standing = new Map()
    const listed = pages.map(([address, title, above, rows], number) => {
      add(titled, title, number)
      const page = { address, title: pieces[title], above: above < 0 ? "" : pieces[above], places: [] }
      for (const [anchor, heading, ...texts] of rows) {
        const place = { page: number, anchor, id: fold(anchor).text, heading: heading < 0 ? "" : pieces[heading], texts, heads: heading }
        if (heading >= 0) add(headed, heading, places.length)
        for (const text of texts) add(standing, text, places.length)
        page.places.push(places.length)
        places.push(place)
      }
      return page
    })
    index = { pages: listed, places, pieces, text, folded, starts, titled, headed, standing }
  }

  // Return how often a word stands in each piece that holds it.
  function hits(word) {
    const found = new Map()
    let piece = 0
    for (let at = index.text.indexOf(word); at >= 0; at = index.text.indexOf(word, at + 1)) {
      while (piece + 1 < index.starts.length && index.starts[piece + 1] <= at) piece++
      found.set(piece, (found.get(piece) || 0) + 1)
    }
    return found
  }

  // How much of a piece was asked for; 2 is all of it, marks and blanks aside.
  function share(piece, word, plain) {
    const text = index.folded[piece]
    return text.length < word.length + 8 && bare(text) === plain ? 2 : word.length / text.length
  }

  // A record's number and an article's are in the anchor: r03-05, 2018-第三十七条.
  const named = ({ id }, word) => /\d/.test(id) && (id === word || (word[0] === "第" && id.endsWith(`-${word}`)))

  // Return the pages that hold a word in any of its spellings: how good each is, and its places.
  function pagesWith(words) {
    const found = new Map()
    const give = (number, score, place) => {
      if (!found.has(number)) found.set(number, { best: 0, more: 0, places: new Map() })
      const page = found.get(number)
      page.best = Math.max(page.best, score)
      page.more += 1
      if (place !== undefined) page.places.set(place, (page.places.get(place) || 0) + score)
    }
    for (const word of words) {
      const plain = bare(word)
      for (const [piece, times] of hits(word)) {
        const part = share(piece, word, plain)
        const score = (whole, some) => part === 2 ? whole : some * (1 + part)
        for (const number of index.titled.get(piece) || []) give(number, score(1000, 200))
        for (const place of index.headed.get(piece) || []) give(index.places[place].page, score(800, 100), place)
        for (const place of index.standing.get(piece) || [])
          give(index.places[place].page, score(60, 20) + Math.log2(times), place)
      }
      index.places.forEach((place, number) => { if (named(place, word)) give(place.page, 800, number) })
    }
    for (const page of found.values()) page.score = page.best + Math.min(15, 3 * Math.log2(page.more))
    return found
  }

  // Return the pages that hold the phrase or all words, the best first, with their places.
  function find(query) {
    const { words, whole } = asked(query)
    if (!whole.length) return []
    const phrase = pagesWith(whole)
    const single = words.length === 1 && words[0][0] === whole[0]
    const each = single ? [phrase] : wordsOf(words)
    const numbers = new Set([...phrase.keys(), ...each[0].keys()].filter((number) =>
      phrase.has(number) || each.every((found) => found.has(number))))
    return [...numbers].map((number) => result(number, phrase, single ? [] : each)).sort(
      (a, b) => b.score - a.score || a.number - b.number)
  }

  // Where one word is found nowhere, the others need not be looked for.
  function wordsOf(words) {
    const each = []
    for (const word of words) {
      each.push(pagesWith(word))
      if (!each[each.length - 1].size) break
    }
    return each
  }

  function result(number, phrase, each) {
    const places = new Map()
    const put = (found, weight) => {
      for (const [place, score] of found.places) places.set(place, (places.get(place) || 0) + score * weight)
    }
    const holds = phrase.get(number)
    const parts = each.map((found) => found.get(number)).filter(Boolean)
    if (holds) put(holds, 3)
    for (const part of parts) put(part, 1)
    // words that stand apart are worth less than the phrase
    const apart = parts.reduce((sum, part) => sum + part.score, 0) / (parts.length || 1) * .4
    const score = Math.max(holds ? holds.score : 0, apart)
    return { number, score, places: [...places].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([place]) => place) }
  }

  // --- marks

  // Return the stretches of a folded text that match, in order and without overlap.
  function stretches(text, words) {
    const found = []
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length])
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
    let end = 0
    return found.filter(([from, to]) => from >= end && (end = to))
  }

  // Of the phrase and its words, the longest that stand in a text.
  function marked(text, query) {
    const { words, whole } = asked(query)
    const phrase = stretches(text, whole)
    return phrase.length ? phrase : stretches(text, [].concat(...words))
  }

  // Return where a text, as it is written, matches.
  function matches(text, query) {
    const folded = fold(text)
    return marked(folded.text, query).map(([from, to]) => [folded.from[from], folded.to[to - 1]])
  }

  const element = (tag, attributes, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes)
    made.append(...children)
    return made
  }

  // A little before a match, and at the beginning of a piece where one begins there.
  function startOf(text, match) {
    const start = Math.max(0, match - BEFORE)
    const line = start && text.slice(start, match).indexOf("\n")
    return line > 0 ? start + line + 1 : start
  }

  // Put the part of a text around its first match into an element, the matches marked.
  function show(into, text, query, whole) {
    const found = matches(text, query)
    let start = 0, end = text.length
    if (!whole) {
      start = found.length ? startOf(text, found[0][0]) : 0
      end = Math.min(text.length, (found.length ? found[0][1] : 0) + AFTER)
    }
    const plain = (from, to) => text.slice(from, to).replace(/\n/g, "　")
    let done = start
    if (start && text[start - 1] !== "\n") into.append("…")
    for (const [from, to] of found) {
      if (from >= end) break
      into.append(plain(done, from), element("mark", { textContent: plain(from, Math.min(to, end)) }))
      done = Math.min(to, end)
    }
    into.append(plain(done, end))
    if (end < text.length) into.append("…")
    return into
  }

  // --- the dialog

  let dialog, field, status, list, asking = ""

  // Links of a folder need its file's name where no server adds it.
  function addressOf(page, anchor, query) {
    const url = new URL(page.address, root)
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html"
    url.searchParams.set("h", query)
    url.hash = anchor
    return url.href
  }

  function placeItem(place, query) {
    const link = element("a", { href: addressOf(index.pages[place.page], place.anchor, query) })
    if (place.heading) link.append(show(element("b"), place.heading, query, true))
    const text = place.texts.map((piece) => index.pieces[piece]).join("\n")
    if (text) link.append(show(element("span"), text, query, false))
    return element("li", {}, link)
  }

  function resultItem({ number, places }, query) {
    const page = index.pages[number]
    const link = element("a", { className: "search-page", href: addressOf(page, "", query) })
    link.append(show(element("strong"), page.title, query, true))
    if (page.above) link.append(element("small", { textContent: page.above }))
    const shown = places.length ? places.slice(0, PLACES) : page.places.slice(0, 1)
    const item = element("li", {}, link)
    if (shown.length) item.append(element("ol", {}, ...shown.map((place) => placeItem(index.places[place], query))))
    if (places.length > PLACES)
      item.append(element("p", { className: "search-more", textContent: `本页另有 ${places.length - PLACES} 处` }))
    return item
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text
  }

  const short = (text) => text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text

  function draw() {
    const query = field.value.trim()
    asking = query
    list.textContent = ""
    remember(query)
    if (!query) return say("可以输入词、句、文件名、条号或编号；空格隔开的几个词都要有")
    if (!index) return say(load.failed ? "搜索的索引没有载入，请刷新本页再试" : "正在载入……")
    const found = find(query)
    if (!found.length) return say(`没有找到“${short(query)}”。可以少打几个字，或用空格隔开几个词。`)
    say(`${found.length} 条结果`)
    list.append(...found.slice(0, FIRST).map((one) => resultItem(one, query)))
    if (found.length > FIRST) list.append(rest(found.slice(FIRST), query))
  }

  function rest(found, query) {
    const button = element("button", { type: "button", textContent: `显示其余 ${found.length} 条` })
    const item = element("li", { className: "search-rest" }, button)
    button.addEventListener("click", () => {
      const items = found.map((one) => resultItem(one, query))
      item.replaceWith(...items)
      items[0].querySelector("a").focus()
    })
    return item
  }

  // The address keeps the words, so that coming back from a page shows the results again.
  function remember(query) {
    const url = new URL(location.href)
    if ((url.searchParams.get("q") || "") === query) return
    if (query && query.length <= 200) url.searchParams.set("q", query)
    else url.searchParams.delete("q")
    try { history.replaceState(history.state, "", url.href) } catch (_) { /* file:// in old browsers */ }
  }

  function load() {
    if (load.begun) return
    load.begun = true
    const script = element("script", { src: new URL("search-index.js", own).href, charset: "utf-8" })
    script.addEventListener("error", () => {
      load.begun = false
      load.failed = true
      if (dialog.open) draw()
    })
    document.head.append(script)
  }

  function open() {
    load()
    if (dialog.open) return
    dialog.showModal()
    document.documentElement.classList.add("searching")
    field.focus()
    field.select()
    draw()
  }

  // The arrows go through the results; whatever is typed goes into the field.
  function move(event) {
    event.stopPropagation() // the theme has shortcuts of its own
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const stops = [field, ...list.querySelectorAll("a, button")]
    const at = stops.indexOf(document.activeElement)
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      stops[(Math.max(at, 0) + stops.length + (event.key === "ArrowDown" ? 1 : -1)) % stops.length].focus()
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault()
      if (stops[1]) stops[1].click()
    } else if (at > 0 && event.key.length === 1 && event.key !== " ") field.focus()
  }

  function closed() {
    document.documentElement.classList.remove("searching")
    remember("")
  }

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path")
    svg.setAttribute("viewBox", "0 0 24 24")
    svg.setAttribute("aria-hidden", "true")
    line.setAttribute("d", path)
    svg.append(line)
    return svg
  }

  const LENS = "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12M14.5 14.5 20 20"
  const CROSS = "M6 6l12 12M18 6 6 18"

  function build() {
    const header = document.querySelector(".md-header__inner")
    if (!header || !window.HTMLDialogElement) return
    field = element("input", { type: "text", autocomplete: "off", spellcheck: false, placeholder: "搜索" })
    for (const [name, value] of [["role", "searchbox"], ["aria-label", "搜索"], ["enterkeyhint", "search"], ["aria-controls", "search-list"]])
      field.setAttribute(name, value)
    const close = element("button", { type: "button", className: "search-close", title: "关闭" }, icon(CROSS))
    close.setAttribute("aria-label", "关闭搜索")
    status = element("p", { className: "search-status" })
    status.setAttribute("role", "status")
    list = element("ol", { id: "search-list", className: "search-list" })
    const bar = element("div", { className: "search-bar" }, icon(LENS), field, close)
    bar.setAttribute("role", "search")
    dialog = element("dialog", { className: "search" }, bar, status, element("div", { className: "search-output" }, list))
    dialog.setAttribute("aria-label", "搜索")
    const button = element("button", { type: "button", className: "search-open", title: "搜索（按 / 键）" }, icon(LENS), element("span", { textContent: "搜索" }))
    button.setAttribute("aria-haspopup", "dialog")
    header.append(button)
    document.body.append(dialog)
    listen(button, close)
  }

  function listen(button, close) {
    button.addEventListener("pointerenter", load)
    button.addEventListener("focus", load)
    button.addEventListener("click", open)
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", closed)
    dialog.addEventListener("keydown", move)
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close() })
    list.addEventListener("click", (event) => { if (event.target.closest("a")) leave(event) })
    field.addEventListener("input", (event) => { if (!event.isComposing) draw() })
    field.addEventListener("compositionend", draw)
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.target.closest("input, textarea, select, [contenteditable]")) return
      event.preventDefault()
      event.stopPropagation()
      open()
    }, true)
  }

  // A result on this very page: only the place changes, and nothing would load.
  function leave(event) {
    const to = new URL(event.target.closest("a").href)
    if (to.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (dialog.open && to.search === location.search) dialog.close()
  }

  // --- the words on the page that was found

  // Mark what was asked for in the page's text, also where links cut it, and go to the place.
  function highlight(query) {
    const nodes = [], walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (!parent.closest("svg, script, style, button, .crumbs, .figure-notes, .document-tools")) nodes.push(walker.currentNode)
    }
    arrive(wrap(nodes, matches(joined(nodes), query)))
  }

  // The nodes' texts; what a reader sees apart stands in lines of its own.
  function joined(nodes) {
    const blockOf = (node) => node.parentElement.closest("p, td, th, li, dt, dd, h1, h2, h3, h4, h5, h6, caption, summary, small, q, div, section")
    let text = ""
    nodes.forEach((node, number) => {
      // each takes one sign more than its node, whatever stands between them
      const apart = number && blockOf(node) !== blockOf(nodes[number - 1])
      text += (apart ? "\n" : NOTHING) + node.data.replace(/\n/g, " ")
    })
    return text
  }

  function wrap(nodes, ranges) {
    const marks = []
    let begin = 0
    const spans = nodes.map((node) => { const from = begin + 1; begin = from + node.data.length; return [node, from, begin] })
    // from the end, so that what is split off does not move what comes before
    for (const [node, from, to] of spans.reverse()) {
      for (const [start, end] of ranges.filter((range) => range[0] < to && range[1] > from).reverse()) {
        const found = node.splitText(Math.max(start, from) - from)
        found.splitText(Math.min(end, to) - Math.max(start, from))
        const mark = element("mark", { className: "search-mark" })
        found.replaceWith(mark)
        mark.append(found)
        marks.unshift(mark)
      }
    }
    return marks
  }

  function arrive(marks) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const after = (mark) => !target || target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING
    const first = marks.find(after) || marks[0]
    if (!first) return
    const folded = first.closest("details")
    if (folded) folded.open = true
    const box = first.getBoundingClientRect()
    if (box.top < 0 || box.bottom > innerHeight) first.scrollIntoView({ block: "center" })
  }

  window.siteSearch = {
    receive(data) {
      receive(data)
      if (dialog && dialog.open && asking) draw()
    },
    load,
    plain: (text) => fold(text).text,
    // for tests and measurements
    ready: () => index !== null,
    find: (query) => find(query).map(({ number }) => index.pages[number].address),
  }

  build()
  const begun = new URL(location.href).searchParams
  if (dialog && begun.get("q")) { field.value = begun.get("q"); open() }
  if (begun.get("h") && document.querySelector("article")) {
    const go = () => highlight(begun.get("h"))
    if (document.readyState === "complete") go()
    else addEventListener("load", go)
  }
})()
