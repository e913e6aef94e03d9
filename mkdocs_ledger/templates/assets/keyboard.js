// What the theme leaves to the pointer is done by keyboard, too: the navigation of narrow windows
// opens and closes, and what scrolls sideways can be scrolled.
document.addEventListener("DOMContentLoaded", () => {
  // --- labels that switch something are buttons

  function actAsButton(label, toggle) {
    label.setAttribute("role", "button")
    label.tabIndex = 0
    const say = () => label.setAttribute("aria-expanded", String(toggle.checked))
    toggle.addEventListener("change", say)
    say()
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      event.stopPropagation() // the theme answers Enter, too
      label.click()
    })
  }

  const drawer = document.getElementById("__drawer")
  const contents = document.getElementById("__toc")
  const panel = document.querySelector(".md-sidebar--primary")
  const menu = document.querySelector('.md-header__button[for="__drawer"]')

  const firstOf = (part) => [...part.querySelectorAll("a, label[tabindex]")].find((one) =>
    one.getClientRects().length && getComputedStyle(one).visibility === "visible")

  function shut() {
    if (drawer.checked) drawer.click()
  }

  if (panel && menu) {
    menu.setAttribute("aria-label", "导航")
    actAsButton(menu, drawer)
    drawer.addEventListener("change", () => {
      if (drawer.checked) firstOf(panel)?.focus()
      else if (panel.contains(document.activeElement)) menu.focus()
    })
    panel.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !panel.contains(event.relatedTarget)) shut()
    })
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut() })
  }
  if (panel && contents) {
    for (const label of panel.querySelectorAll('label[for="__toc"]')) actAsButton(label, contents)
    contents.addEventListener("change", () => firstOf(panel)?.focus())
  }

  // --- the theme's icons say nothing, its switch of colours says what each choice is

  for (const icon of document.querySelectorAll(".md-icon svg, .md-logo svg")) icon.setAttribute("aria-hidden", "true")
  const colours = document.querySelector("form.md-header__option")
  colours?.setAttribute("role", "radiogroup")
  colours?.setAttribute("aria-label", "颜色")
  for (const option of document.querySelectorAll(".md-option"))
    option.setAttribute("aria-label", option.dataset.mdColorScheme === "slate" ? "深色" : "浅色")

  // --- what is wider than the window

  function letScroll(box) {
    const name = box.querySelector("caption")?.textContent || "版面"
    const told = { tabindex: "0", role: "group", "aria-label": `${name}（可以左右滚动）` }
    if (box.tagName === "TABLE") delete told.role // it stays a table
    box.classList.toggle("fits", box.scrollWidth <= box.clientWidth) // its heads may stay in the window
    for (const [key, value] of Object.entries(told)) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute(key, value)
      else box.removeAttribute(key)
    }
  }

  // the box, or what is in it, may change its width alone
  const boxes = ".wide, .md-typeset__scrollwrap, .desk, #document table"
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) letScroll(target.matches(boxes) ? target : target.parentElement)
  })
  for (const box of document.querySelectorAll(boxes)) {
    sizes.observe(box)
    if (box.firstElementChild && box.tagName !== "TABLE") sizes.observe(box.firstElementChild)
  }
})
