// A grid with the same inputs on each row: a button copies the first row to as many of the next ones as it says.
function copy(button) {
  const [first, ...next] = document.getElementById(button.getAttribute("aria-controls")).tBodies[0].rows;
  const values = [...first.querySelectorAll("input")].map((input) => input.value);
  for (const row of next.slice(0, Number(button.dataset.copyRows))) {
    row.querySelectorAll("input").forEach((input, index) => {
      input.value = values[index];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  if (status) status.textContent = button.dataset.done;
}

export function start(root) {
  for (const button of root.querySelectorAll("[data-copy-rows]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
