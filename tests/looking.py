"""What can be seen of a page, measured in the browser: contrast, the mark of the focus, cut text."""

from __future__ import annotations

from playwright.sync_api import Page

#: how the parts of a page are looked at; the measurements below are made with these
_EYES = """
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  canvas.canvas.width = canvas.canvas.height = 1
  const once = (find) => { // ask of each colour and element only once
    const known = new Map()
    return (one) => {
      if (!known.has(one)) known.set(one, find(one))
      return known.get(one)
    }
  }
  const rgba = once((colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  })
  const over = (top, under) => {
    const part = (i) => top[i] * top[3] + under[i] * (1 - top[3])
    return [part(0), part(1), part(2), 1]
  }
  const behind = once((node) => node
    ? over(rgba(getComputedStyle(node).backgroundColor), behind(node.parentElement)) : [255, 255, 255, 1])
  const opacity = once((node) => node ? getComputedStyle(node).opacity * opacity(node.parentElement) : 1)
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const named = (node) => node.tagName.toLowerCase() + "." + node.getAttribute("class")
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const texts = function* () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement, text = walker.currentNode.data.trim()
      if (!text || node.closest("svg, script, style, title, .unseen") || !seen(node)) continue
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      const boxes = [...range.getClientRects()].filter((box) => box.width && box.height)
      if (boxes.length) yield { node, text: text.slice(0, 20), boxes }
    }
  }
"""

#: every visible text outside drawings whose colour stands out too little from what lies behind it
_FAINT = """
  const wrong = []
  let count = 0
  for (const { node, text } of texts()) {
    const back = behind(node)
    const own = rgba(getComputedStyle(node).color)
    const ratio = contrast(over([...own.slice(0, 3), own[3] * opacity(node)], back), back)
    count += 1
    if (ratio < 4.5) wrong.push([named(node), text, ratio.toFixed(2)])
  }
  return { count, wrong }
"""

#: notes each element that gets the focus, by its place among all that should, and its mark
_WATCH = """
  const able = "a[href], button, input, select, textarea, summary, [tabindex]"
  const group = (node) => [...document.getElementsByName(node.name)]
  const stops = (node) => node.type !== "radio" || node === (group(node).find((one) => one.checked) || group(node)[0])
  const all = [...document.querySelectorAll(able)].filter((node) => node.tabIndex >= 0 && !node.disabled && !node.hidden
    && stops(node) && node.checkVisibility({ visibilityProperty: true }))
  window.due = all.map((node) => named(node) + " " + (node.getAttribute("aria-label") || node.textContent.trim()).slice(0, 12))
  window.met = []
  const mark = (node) => {
    const wearer = node.matches(".md-option") ? node.nextElementSibling : node
    const style = getComputedStyle(wearer)
    const width = parseFloat(style.outlineWidth)
    if (style.outlineStyle !== "none" && width >= 2)
      return contrast(over(rgba(style.outlineColor), behind(wearer.parentElement)), behind(wearer.parentElement))
    const shadow = [wearer, wearer.parentElement].map((one) => getComputedStyle(one).boxShadow).find((one) => one !== "none")
    const colour = shadow?.match(/^(?:rgba?|color)\\([^)]*\\)/)
    return colour ? contrast(over(rgba(colour[0]), behind(wearer)), behind(wearer)) : 0
  }
  document.body.tabIndex = -1 // from the top
  document.body.focus()
  document.body.removeAttribute("tabindex")
  document.addEventListener("focusin", ({ target }) =>
    window.met.push([all.indexOf(target), named(target), mark(target).toFixed(1)]))
"""

#: what a window leaves out or lets run into each other; a box that scrolls leaves nothing out
_CUT = """
  const wrong = [], width = document.documentElement.clientWidth
  if (document.scrollingElement.scrollWidth > width) wrong.push(["整页", "左右滚动"])
  const scroller = once((node) => node.closest(".wide, .md-typeset__scrollwrap, .desk, details, .search-output, .md-sidebar__scrollwrap"))
  const hides = (value) => value === "hidden" || value === "clip"
  const clips = once((node) => {
    if (node === document.body) return []
    const style = getComputedStyle(node), [x, y] = [hides(style.overflowX), hides(style.overflowY)]
    const above = clips(node.parentElement)
    return x || y ? [...above, { x, y, own: node.getBoundingClientRect() }] : above
  })
  const found = [...texts()]
  for (const { node, text, boxes } of found) {
    for (const { x, y, own } of clips(node))
      if (x && boxes.some((box) => box.left < own.left - 1 || box.right > own.right + 1)
        || y && boxes.some((box) => box.top < own.top - 4 || box.bottom > own.bottom + 4))
        wrong.push([named(node), text, "被截断"])
    if (!scroller(node) && boxes.some((box) => box.left < -1 || box.right > width + 1)) wrong.push([named(node), text, "在窗口外"])
  }
  const lines = found.flatMap((one) => one.boxes.map((box) => ({ ...one, box })))
    .sort((a, b) => a.box.top - b.box.top)
  const within = (node) => node.closest(".md-header, dialog, .figure-note") || document.body
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].box.top < one.box.bottom - 5; next++) {
      const other = lines[next]
      if (within(one.node) === within(other.node) && !scroller(one.node) === !scroller(other.node)
        && other.box.left < one.box.right - 2 && one.box.left < other.box.right - 2)
        wrong.push([named(one.node), one.text, "叠着", other.text])
    }
  })
  for (const node of document.querySelectorAll("a[href], button, input, select, summary")) {
    const box = node.getBoundingClientRect()
    if (seen(node) && box.width && !scroller(node) && (box.right > width + 1 || box.left < -1))
      wrong.push([named(node), "够不着"])
  }
  return wrong
"""


def faint_texts(page: Page) -> dict[str, object]:
    """Return how many texts a page shows, and those of a contrast below 4.5."""
    found: dict[str, object] = page.evaluate(f"() => {{{_EYES}{_FAINT}}}")
    return found


def cut_texts(page: Page) -> list[list[str]]:
    """Return texts and controls that a page hides, cuts or prints over each other."""
    found: list[list[str]] = page.evaluate(f"() => {{{_EYES}{_CUT}}}")
    return found


def watch_focus(page: Page) -> list[str]:
    """Begin to note where the focus goes; return what it should meet."""
    page.evaluate(f"() => {{{_EYES}{_WATCH}}}")
    due: list[str] = page.evaluate("window.due")
    return due


def focus_met(page: Page) -> list[tuple[int, str, float]]:
    """Return what has had the focus: its place among those that should, its name, its contrast."""
    return [(at, name, float(ratio)) for at, name, ratio in page.evaluate("window.met")]
