// <table data-digits>: boxes of one digit each. A digit moves on to the next box, Enter to the next row, Backspace in an
// empty box goes back. [data-rows-count] says how many rows hold something (its sentences: data-empty, -one, -many).
const boxes = (row) => [...row.querySelectorAll("input[inputmode]")];

function move(table, box, step) {
  const all = [...table.querySelectorAll("input[inputmode]")];
  const next = all[all.indexOf(box) + step];
  if (next) { next.focus(); next.select(); }
}

function nextRow(row) {
  const following = row.nextElementSibling;
  if (!following) return false;
  boxes(following)[0].focus();
  return true;
}

function count(table, line) {
  const filled = [...table.tBodies[0].rows].filter((row) => boxes(row).some((box) => box.value)).length;
  const { empty, one, many } = line.dataset;
  line.textContent = filled === 0 ? line.dataset.first : filled === 1 ? one : many.replace("#", String(filled));
  if (filled === 0 && !line.dataset.first) line.textContent = empty;
}

export function start(root) {
  for (const table of root.querySelectorAll("[data-digits]")) {
    const line = root.querySelector("[data-rows-count]");
    if (line) line.dataset.first = line.textContent.trim();
    table.addEventListener("input", (event) => {
      const box = event.target;
      if (box.inputMode) {
        box.value = box.value.replace(/[^1-4]/g, "").slice(-1);
        if (box.value) move(table, box, 1);
      }
      if (line) count(table, line);
    });
    table.addEventListener("keydown", (event) => {
      const box = event.target;
      if (event.key === "Enter" && nextRow(box.closest("tr"))) event.preventDefault();
      if (event.key === "Backspace" && box.inputMode && !box.value) { move(table, box, -1); event.preventDefault(); }
    });
  }
}
