// <table data-calendar>: one day at a time takes the focus (the tab key passes by), arrows move from day to day,
// Home and End within the week, Page Up and Page Down to the months before and after. Without it every day is a link.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function target(days, at, key) {
  const monday = at - (at % 7);
  if (key === "Home") return monday;
  if (key === "End") return monday + 6;
  return key in STEPS ? at + STEPS[key] : -1;
}

function follow(name) {
  const link = document.querySelector(`[data-calendar-${name}]`);
  if (link) link.click();
  return Boolean(link);
}

function moveWith(table) {
  const days = [...table.querySelectorAll(".calendar__day")];
  const first = days.find((day) => day.hasAttribute("aria-current")) || days.find((day) => !day.closest(".calendar__cell--outside"));
  const hold = (chosen) => days.forEach((day) => day.setAttribute("tabindex", day === chosen ? "0" : "-1"));
  hold(first);
  table.addEventListener("focusin", (event) => {
    if (days.includes(event.target)) hold(event.target);
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cell = event.target.closest("td");
    const at = cell ? days.indexOf(cell.querySelector(".calendar__day")) : -1;
    if (at < 0) return;
    if (event.key === "PageUp" || event.key === "PageDown") {
      if (follow(event.key === "PageUp" ? "previous" : "next")) event.preventDefault();
      return;
    }
    const next = days[target(days, at, event.key)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

export function start(root) {
  for (const table of root.querySelectorAll("[data-calendar]")) moveWith(table);
}
