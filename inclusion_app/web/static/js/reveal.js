// <div data-shown-when="field" data-shown-values="a b">: shown when the field holds one of the values.
// What is hidden is not sent. Without JavaScript everything is shown.
function held(form, name) {
  const values = new Set();
  for (const control of form.elements) {
    if (control.name !== name) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) values.add(control.value);
    } else values.add(control.value);
  }
  return values;
}

function update(block) {
  const form = block.closest("form");
  const values = held(form, block.dataset.shownWhen);
  const shown = block.dataset.shownValues.split(" ").some((value) => values.has(value));
  block.hidden = !shown;
  for (const control of block.querySelectorAll("input, select, textarea, button")) {
    // A block nested in a hidden one stays disabled whatever its own condition says.
    control.disabled = control.closest("[data-shown-when][hidden]") !== null;
  }
}

export function start(root) {
  const blocks = [...root.querySelectorAll("form [data-shown-when]")];
  if (!blocks.length) return;
  const refresh = () => blocks.forEach(update);
  refresh();
  root.addEventListener("change", (event) => {
    if (blocks.some((block) => block.dataset.shownWhen === event.target.name)) refresh();
  });
  // A page restored by the back button keeps its ticks: show what they ask for.
  window.addEventListener("pageshow", refresh);
}
