/* Lists in place: filters, order and pages change the list without a new page. Links and forms do the same without this file. */
(() => {
  "use strict"
  const list = () => document.getElementById("list")
  const heading = () => document.getElementById("results")
  let open = []

  // An empty field of a form asks for nothing, so it need not stand in the address; ticked columns stand there as one list.
  document.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.formData
    if (event.detail.verb !== "get" || !asked) return
    for (const [name, value] of [...asked.entries()]) if (value === "") asked.delete(name)
    if (asked.getAll("columns").length > 1) asked.set("columns", asked.getAll("columns").join(","))
  })

  // What was unfolded stays so. An answer that is no list is for the browser: it asks for the whole page and shows what comes.
  const leave = (detail) => window.location.assign(detail.pathInfo?.finalRequestPath ?? window.location.href)
  document.addEventListener("htmx:beforeSwap", (event) => {
    open = [...list().querySelectorAll("details[open][id]")].map((one) => one.id).filter((id) => id !== "columns" && id !== "downloads")
    if (!event.detail.isError) return
    event.detail.isError = event.detail.shouldSwap = false
    leave(event.detail)
  })
  for (const failure of ["htmx:sendError", "htmx:swapError"]) document.addEventListener(failure, (event) => leave(event.detail))

  // Screen readers hear what is left; a focus whose place is gone goes to the heading of the list.
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "")
    document.getElementById("announcement").textContent = heading().textContent.trim()
    if (document.activeElement === document.body || !document.activeElement) heading().focus({ preventScroll: true })
  })

  // A menu closes when something else is clicked, or on Escape.
  const close = (kept) => document.querySelectorAll("details.tool[open]").forEach((one) => one !== kept && one.removeAttribute("open"))
  document.addEventListener("click", (event) => close(event.target.closest("details.tool")))
  document.addEventListener("keydown", (event) => {
    const tool = event.key === "Escape" && document.querySelector("details.tool[open]")
    if (tool) { close(); tool.querySelector("summary").focus() }
  })
})()
