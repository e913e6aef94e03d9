// Tables of class "sortable" are sorted by the column whose head is pressed.
document.addEventListener("DOMContentLoaded", () => {
  const order = new Intl.Collator("zh-CN", { numeric: true })

  function key(row, index) {
    const text = row.cells[index].textContent.trim()
    const number = text.match(/^(下降)?(?:增长)?(-?\d+(?:\.\d+)?)(?![-\d])/)
    return number ? (number[1] ? -1 : 1) * number[2] : text
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1
    return order.compare(a, b)
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells]
    heads.forEach((head, index) => {
      const button = document.createElement("button")
      button.type = "button"
      button.append(...head.childNodes)
      head.append(button)
      // a head that is repeated on each printed page shows no buttons
      addEventListener("beforeprint", () => button.replaceWith(...button.childNodes))
      addEventListener("afterprint", () => {
        button.append(...head.childNodes)
        head.append(button)
      })
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending"
        heads.forEach((other) => other.removeAttribute("aria-sort"))
        head.setAttribute("aria-sort", down ? "descending" : "ascending")
        const rows = [...table.tBodies[0].rows]
        rows.sort((a, b) => compare(key(a, index), key(b, index)) * (down ? -1 : 1))
        table.tBodies[0].append(...rows)
      })
    })
  }
})
