// A figure's note opens beside the figure: by pointer, by keyboard focus, by the first tap.
// Without this script the notes stand as a list at the end of the page.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement
  root.classList.add("scripted")
  let shown = null
  let timer = 0

  const note = (figure) => document.getElementById(figure.getAttribute("aria-describedby"))

  function hide() {
    clearTimeout(timer)
    if (!shown) return
    note(shown).classList.remove("shown")
    shown.removeAttribute("aria-expanded")
    shown = null
  }

  function show(figure) {
    clearTimeout(timer)
    if (shown === figure) return
    hide()
    const box = note(figure)
    if (!box) return
    document.body.append(box.parentElement) // out of any clipping ancestor
    box.parentElement.classList.add("md-typeset")
    box.classList.add("shown")
    const at = figure.getBoundingClientRect()
    const right = root.clientWidth - box.offsetWidth - 12
    box.style.left = `${Math.max(12, Math.min(at.left, right)) + scrollX}px`
    // on the side with room for it; where neither has, on the larger, and it scrolls
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0
    const above = at.top - Math.max(0, header) - 12
    const below = innerHeight - at.bottom - 12
    box.style.maxHeight = "none"
    const height = box.offsetHeight
    const under = below >= height || below >= above
    box.style.maxHeight = `${under ? below : above}px`
    box.style.top = `${(under ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`
    figure.setAttribute("aria-expanded", "true")
    shown = figure
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(hide, 250) }

  for (const figure of document.querySelectorAll("a.figure[aria-describedby]")) {
    figure.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(figure) })
    figure.addEventListener("pointerleave", later)
    figure.addEventListener("focus", () => { if (figure.matches(":focus-visible")) show(figure) })
    figure.addEventListener("blur", later)
    let touched = false
    figure.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" })
    figure.addEventListener("click", (event) => {
      if (touched && shown !== figure) { event.preventDefault(); show(figure) }
    })
  }
  for (const box of document.querySelectorAll(".figure-note")) {
    box.addEventListener("pointerenter", () => clearTimeout(timer))
    box.addEventListener("pointerleave", later)
    box.addEventListener("focusin", () => clearTimeout(timer))
    box.addEventListener("focusout", later)
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide() })
  document.addEventListener("pointerdown", (event) => {
    if (shown && !shown.contains(event.target) && !note(shown).contains(event.target)) hide()
  })
})
