// − and + buttons around a number; holding to the limits of the input.
function limits(input) {
  return { low: input.min === "" ? -Infinity : Number(input.min), high: input.max === "" ? Infinity : Number(input.max) };
}

function refresh(box) {
  const input = box.querySelector("input");
  const { low, high } = limits(input);
  const value = Number(input.value || 0);
  for (const button of box.querySelectorAll("[data-step]")) {
    // aria-disabled keeps the focus where it is; disabled would lose it.
    const stuck = Number(button.dataset.step) < 0 ? value <= low : value >= high;
    button.setAttribute("aria-disabled", String(stuck));
  }
}

function step(box, by) {
  const input = box.querySelector("input");
  const { low, high } = limits(input);
  const value = Math.trunc(Number(input.value)) || 0;
  input.value = String(Math.min(high, Math.max(low, value + by)));
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function start(root) {
  for (const box of root.querySelectorAll("[data-stepper]")) {
    for (const button of box.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => step(box, Number(button.dataset.step)));
    }
    box.addEventListener("input", () => refresh(box));
    refresh(box);
  }
}
