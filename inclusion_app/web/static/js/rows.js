// <ol data-rows data-rows-most="12">: a numbered line each; when the last one is filled, an empty one follows it.
function renumber(list) {
  [...list.children].forEach((line, index) => {
    line.querySelector("[data-rows-number]").textContent = String(index + 1);
  });
}

function add(list) {
  const line = list.lastElementChild.cloneNode(true);
  const input = line.querySelector("input");
  const id = `${list.querySelector("input").id}-${list.children.length + 1}`;
  for (const hint of line.querySelectorAll(".govuk-hint")) hint.remove();
  input.value = "";
  input.id = id;
  input.removeAttribute("aria-describedby");
  input.removeAttribute("aria-invalid");
  line.querySelector("label").htmlFor = id;
  list.append(line);
  renumber(list);
}

export function start(root) {
  for (const list of root.querySelectorAll("[data-rows]")) {
    list.addEventListener("input", () => {
      const last = list.lastElementChild.querySelector("input");
      if (last.value.trim() && list.children.length < Number(list.dataset.rowsMost)) add(list);
    });
  }
}
