// Search: any text of two signs or more that stands in a page is found, where it stands.
// The index (search-index.js, written by ledger/pages/search.py) is loaded when somebody begins to
// search. It is a script, because a page opened by file:// may load nothing else.
(() => {
  const own = document.currentScript.src
  const root = new URL("../", own)
  const OWN = 15 // a record's own row is worth more than a list that repeats it
  const FIRST = 10, PLACES = 3, SAID = 4, BEFORE = 24, AFTER = 72, LONGEST = 40

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

  // --- what is asked for

  const DIGITS = "〇一二三四五六七八九"

  // 37 -> 三十七: articles are cited with Chinese numbers and typed with the others
  function numeral(number) {
    const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
    let text = hundreds ? DIGITS[hundreds] + "百" : ""
    if (tens) text += (tens === 1 && !hundreds ? "" : DIGITS[tens]) + "十"
    else if (hundreds && ones) text += "零"
    return text + (ones || !text ? DIGITS[ones] : "")
  }

  // 3, 03, 三, 二十一 -> a number up to 99
  function value(text) {
    if (/^\d+$/.test(text)) return +text
    const [tens, ones] = text.includes("十") ? text.split("十") : ["〇", text]
    return DIGITS.indexOf(tens || "一") * 10 + (ones ? DIGITS.indexOf(ones) : 0)
  }

  const year = (text) => +Array.from(text.replace(/零/g, "〇"), (one) => DIGITS.includes(one) ? DIGITS.indexOf(one) : one).join("")

  const YEAR = "(?:(\\d{4}|[〇零一二三四五六七八九]{4})年)?", COUNT = "(\\d{1,2}|[一二三四五六七八九十]{1,3})"
  const DAY = `${YEAR}${COUNT}月(?:份|${COUNT}[日号])?`
  const DAYS = [DAY, "(\\d{4})[-./](\\d{1,2})(?:[-./](\\d{1,2}))?", "(\\d{4})(\\d\\d)(\\d\\d)?"]
    .map((one) => new RegExp(`^${one}$`))
  const SPAN = new RegExp(`^${YEAR}(?:第?([1-4一二三四])季度|([上下])半年)$`)
  const BEFORE_WORDS = new RegExp(`^(${DAY})(.{2,})$`), AFTER_WORDS = new RegExp(`^(.{2,}?)(${DAY})$`)

  // Return the day, the month or the months that a text names, null where it names none.
  function dated(text) {
    const span = SPAN.exec(text)
    if (span) {
      const first = span[2] ? value(span[2]) * 3 - 2 : span[3] === "上" ? 1 : 7
      return { year: span[1] && year(span[1]), months: Array.from({ length: span[2] ? 3 : 6 }, (_, at) => first + at) }
    }
    const found = DAYS.map((one) => one.exec(text)).find(Boolean)
    if (!found) return null
    const [month, day] = [value(found[2]), found[3] && value(found[3])]
    const real = month >= 1 && month <= 12 && (!found[3] || (day >= 1 && day <= 31))
    return real ? { year: found[1] && year(found[1]), months: [month], day } : null
  }

  // A way to spell what is asked for: its worth beside what was typed; the signs that must not stand
  // before it, as a number would make another day of it; what a reader is told of it.
  const way = (text, worth = 1, { apart = "", also = "" } = {}) => ({ text, worth, apart, also, found: false })
  const NUMBER = "0123456789"

  // Return the ways in which pages write a day or a month. One typed without a year is of the pages' year.
  function days({ year, months, day }) {
    const own = index ? index.year : year, of = year || own
    const two = (number) => String(number).padStart(2, "0")
    const found = []
    for (const month of months) {
      const also = months.length > 1 ? `${of}年${month}月` : ""
      if (of) found.push(way(`${of}年${month}月${day ? `${day}日` : ""}`, 1, { apart: NUMBER, also }))
      if (months.length > 1) continue
      if (of) found.push(way(`${of}-${two(month)}${day ? `-${two(day)}` : ""}`, 1, { apart: NUMBER }))
      if (!year) found.push(way(`${month}月${day ? `${day}日` : ""}`, 1, { apart: NUMBER }))
      else if (day && year === own) found.push(way(`${month}月${day}日`, 1, { apart: `${NUMBER}年` }))
    }
    return found
  }

  const MOST = 12

  // Return a text with each of its words that has others like it replaced by these, longer words first.
  function alike(text) {
    const found = [], taken = []
    for (const [word, others] of index.alike) {
      const at = text.indexOf(word), end = at + word.length
      if (at < 0 || (word.length < 2 && word !== text) || taken.some(([from, to]) => at < to && end > from)) continue
      taken.push([at, end])
      for (const other of others) {
        const said = text.slice(0, at) + other + text.slice(end)
        const folded = fold(said).text
        if (!folded.includes(text)) found.push(way(folded, .5, { also: said }))
      }
    }
    return found.slice(0, MOST)
  }

  function ways(text, beside = false) {
    const date = dated(text)
    // what was typed may be a piece of another day: 1月5日 of 11月5日
    const found = [way(text, date ? .3 : 1), ...date ? days(date) : []]
    const cited = text.replace(/第(\d{1,3})(?=[条章节款项届次季])/g, (_, number) => `第${numeral(+number)}`)
    if (cited !== text) found.push(way(cited))
    if (beside && /^\d{1,3}$/.test(text)) found.push(way(`第${numeral(+text)}条`, .5))
    return index && !date ? found.concat(alike(text)) : found
  }

  // An article stands apart from what it is one of: 准则第5条. What is nowhere as one word may be two:
  // 条例122, 3月党课.
  function parts(word, loose) {
    const found = /^(.{2,}?)(第(?:\d{1,3}|[一二三四五六七八九十百零]+)条)$/.exec(word)
    if (found) return [found[1], found[2]]
    if (!loose) return [word]
    const date = BEFORE_WORDS.exec(word)
    if (date) return [date[1], date[5]]
    const end = AFTER_WORDS.exec(word) || /^(.*\D)(\d{1,3})条?$/.exec(word)
    return end ? [end[1], end[2]] : [word]
  }

  const bare = (text) => text.replace(/[\s"'《》〈〉()\[\]〔〕、,。.;:!?·-]/g, "")

  // What is asked for: the words, and all of them as one phrase, each in every way to spell it.
  function asked(query, loose = false) {
    const typed = query.split(/\s+/).map((word) => fold(word).text).filter(Boolean)
    const words = [...new Set(typed.flatMap((word) => parts(word, loose)))]
    const whole = fold(query.replace(/\n/g, " ")).text
    return { query: loose ? words.join(" ") : query, words: words.map((word) => ways(word, words.length > 1)), whole: whole ? ways(whole) : [] }
  }

  // --- the index

  let index = null

  // All pieces of text are joined, so that one pass finds a phrase wherever it stands.
  function receive({ year, alike, pages, pieces }) {
    const text = fold(`\n${pieces.join("\n")}\n`).text
    const folded = text.split("\n").slice(1, -1)
    const starts = []
    let length = 1
    for (const piece of folded) { starts.push(length); length += piece.length + 1 }
    const titled = new Map(), places = []
    const add = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value])
    const headed = new Map(), standing = new Map(), named = new Map()
    const listed = pages.map(([address, title, above, rows], number) => {
      add(titled, title, number)
      const page = { address, title: pieces[title], above: above < 0 ? "" : pieces[above], places: [] }
      for (const [anchor, heading, ...texts] of rows) {
        const place = { page: number, anchor, heading: heading < 0 ? "" : pieces[heading], texts, own: anchor && heading < 0 }
        for (const name of names(anchor)) add(named, name, places.length)
        if (heading >= 0) add(headed, heading, places.length)
        for (const text of texts) add(standing, text, places.length)
        page.places.push(places.length)
        places.push(place)
      }
      return page
    })
    index = { year, alike: likes(alike), pages: listed, places, pieces, text, folded, starts, titled, headed, standing, named }
  }

  // A record's number and an article's are in the anchor: r03-05, 2018-第三十七条.
  function names(anchor) {
    const id = fold(anchor).text
    const article = /-(第[^-]+)$/.exec(id)
    return /\d/.test(id) ? article ? [id, article[1]] : [id] : []
  }

  // Return each word with the others of its groups, longer words first.
  function likes(groups) {
    const found = new Map()
    for (const group of groups) for (const word of group) {
      const key = fold(word).text, others = group.filter((other) => other !== word)
      if (key) found.set(key, [...new Set([...found.get(key) || [], ...others])])
    }
    return [...found].sort((a, b) => b[0].length - a[0].length)
  }

  // Whether a word that was found in a text is no piece of a longer number or another day.
  function standsApart(text, at, { text: word, apart }) {
    const end = at + word.length
    return !apart || !(apart.includes(text[at - 1] || "\n") || (/\d$/.test(word) && /\d/.test(text[end] || "")))
  }

  // Return how often a way to spell a word stands in each piece that holds it.
  function hits(one) {
    const found = new Map(), word = one.text
    let piece = 0
    for (let at = index.text.indexOf(word); at >= 0; at = index.text.indexOf(word, at + 1)) {
      if (!standsApart(index.text, at, one)) continue
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

  // Return the pages that hold a word in any way to spell it: how good each is, and its places.
  function pagesWith(ways) {
    const found = new Map()
    const give = (number, score, place) => {
      if (!found.has(number)) found.set(number, { best: 0, more: 0, places: new Map() })
      const page = found.get(number)
      page.best = Math.max(page.best, score)
      page.more += 1
      if (place !== undefined) page.places.set(place, (page.places.get(place) || 0) + score)
    }
    for (const one of ways) {
      const { text: word, worth } = one, plain = bare(word), held = hits(one), own = index.named.get(word) || []
      one.found = held.size > 0 || own.length > 0
      for (const [piece, times] of held) {
        const part = share(piece, word, plain)
        const score = (whole, some) => worth * (part === 2 ? whole : some * (1 + part))
        for (const number of index.titled.get(piece) || []) give(number, score(1000, 200))
        for (const place of index.headed.get(piece) || []) give(index.places[place].page, score(800, 100), place)
        for (const place of index.standing.get(piece) || [])
          give(index.places[place].page, score(60, 20) + Math.log2(times) + (index.places[place].own ? OWN * worth : 0), place)
      }
      for (const number of own) give(index.places[number].page, 800 * worth, number)
    }
    for (const page of found.values()) page.score = page.best + Math.min(15, 3 * Math.log2(page.more))
    return found
  }

  // Return the pages that hold the phrase or all words, the best first, with their places.
  function pagesFor({ words, whole }) {
    if (!whole.length) return []
    const phrase = pagesWith(whole)
    const single = words.length === 1 && words[0][0].text === whole[0].text
    const each = single ? [phrase] : wordsOf(words)
    const numbers = new Set([...phrase.keys(), ...each[0].keys()].filter((number) =>
      phrase.has(number) || each.every((found) => found.has(number))))
    return [...numbers].map((number) => result(number, phrase, single ? [] : each)).sort(
      (a, b) => b.score - a.score || a.number - b.number)
  }

  // Return what is found, and what was asked for. What is nowhere may be two words written as one, or
  // a day of which nothing is told: then its month is found ``instead``.
  function find(query) {
    const ask = asked(query), pages = pagesFor(ask)
    if (pages.length || !ask.whole.length) return { pages, ask, instead: "" }
    const date = dated(ask.whole[0].text)
    const instead = date && date.day && (date.year || index.year) ? `${date.year || index.year}年${date.months[0]}月` : ""
    const other = instead ? asked(instead) : asked(query, true)
    return { pages: pagesFor(other), ask: other, instead }
  }

  // Return the ways of what was asked for that stand somewhere.
  const used = ({ words, whole }) => [whole, ...words].flat().filter((one) => one.found)

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
  function stretches(text, ways) {
    const found = []
    for (const one of ways) {
      const { length } = one.text
      for (let at = text.indexOf(one.text); at >= 0; at = text.indexOf(one.text, at + length))
        if (standsApart(text, at, one)) found.push([at, at + length])
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
    let end = 0
    return found.filter(([from, to]) => from >= end && (end = to))
  }

  // Of the phrase and its words, the longest that stand in a text.
  function marked(text, { words, whole }) {
    const phrase = stretches(text, whole)
    return phrase.length ? phrase : stretches(text, [].concat(...words))
  }

  // Return where a text, as it is written, matches.
  function matches(text, ask) {
    const folded = fold(text)
    return marked(folded.text, ask).map(([from, to]) => [folded.from[from], folded.to[to - 1]])
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
  function show(into, text, ask, whole) {
    const found = matches(text, ask)
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

  // What to mark on the page that was found, which has not loaded the index.
  function marks(ask) {
    const more = used(ask).filter((one) => one.also || one.apart).map((one) => one.text)
    return [...new Set([ask.query, ...more])].join(" ")
  }

  // Links of a folder need its file's name where no server adds it.
  function addressOf(page, anchor, ask) {
    const url = new URL(page.address, root)
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html"
    url.searchParams.set("h", marks(ask))
    url.hash = anchor
    return url.href
  }

  function placeItem(place, ask) {
    const link = element("a", { href: addressOf(index.pages[place.page], place.anchor, ask) })
    if (place.heading) link.append(show(element("b"), place.heading, ask, true))
    const text = place.texts.map((piece) => index.pieces[piece]).join("\n")
    if (text) link.append(show(element("span"), text, ask, false))
    return element("li", {}, link)
  }

  function resultItem({ number, places }, ask) {
    const page = index.pages[number]
    const link = element("a", { className: "search-page", href: addressOf(page, "", ask) })
    link.append(show(element("strong"), page.title, ask, true))
    if (page.above) link.append(element("small", { textContent: page.above }))
    const shown = places.length ? places.slice(0, PLACES) : page.places.slice(0, 1)
    const item = element("li", {}, link)
    if (shown.length) item.append(element("ol", {}, ...shown.map((place) => placeItem(index.places[place], ask))))
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
    const { pages, ask, instead } = find(query)
    if (!pages.length) return say(`没有找到“${short(query)}”。可以少打几个字，或用空格隔开几个词。`)
    say(instead ? `没有找到“${short(query)}”，下面是${instead}的 ${pages.length} 条结果` : `${pages.length} 条结果${also(ask)}`)
    list.append(...pages.slice(0, FIRST).map((one) => resultItem(one, ask)))
    if (pages.length > FIRST) list.append(rest(pages.slice(FIRST), ask))
  }

  // Say which other words were looked for and stand somewhere.
  function also(ask) {
    const said = [...new Set(used(ask).map((one) => one.also).filter(Boolean))]
    return said.length ? `，也找了：${said.slice(0, SAID).join("、")}${said.length > SAID ? "等" : ""}` : ""
  }

  function rest(found, ask) {
    const button = element("button", { type: "button", textContent: `显示其余 ${found.length} 条` })
    const item = element("li", { className: "search-rest" }, button)
    button.addEventListener("click", () => {
      const items = found.map((one) => resultItem(one, ask))
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
    arrive(wrap(nodes, matches(joined(nodes), asked(query))))
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
    find: (query) => find(query).pages.map(({ number }) => index.pages[number].address),
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
