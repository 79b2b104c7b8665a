// <p data-remainder data-total="id of the total" data-parts="gender-"> says how many of the total are not told yet.
// data-parts is the beginning of the names of the counts; the sentences are data-left, data-none, data-over
// ("#" stands for the number; data-left-one for a single one).
function amount(input) {
  return Math.max(0, Math.trunc(Number(input.value)) || 0);
}

function update(line, form) {
  const total = document.getElementById(line.dataset.total);
  if (!total) return;
  let left = amount(total);
  for (const control of form.elements) {
    if (control.name && control.name.startsWith(line.dataset.parts)) left -= amount(control);
  }
  const { leftOne, left: some, none, over } = line.dataset;
  const text = left === 0 ? none : left < 0 ? over : left === 1 && leftOne ? leftOne : some;
  line.textContent = text.replace("#", String(Math.abs(left)));
  line.hidden = left === 0 && amount(total) === 0;
  line.classList.toggle("remainder--over", left < 0);
}

export function start(root) {
  for (const line of root.querySelectorAll("form [data-remainder]")) {
    const form = line.closest("form");
    const refresh = () => update(line, form);
    form.addEventListener("input", refresh);
    line.setAttribute("role", "status");
    line.hidden = false;
    refresh();
  }
}
