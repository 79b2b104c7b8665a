// Entries of accompaniments: usual tags put in one press, followed people added to a workshop without leaving the page.
function addTag(input, word) {
  const words = input.value.split(",").map((text) => text.trim()).filter(Boolean);
  if (!words.includes(word)) words.push(word);
  input.value = words.join(", ");
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function suggestTags(list) {
  const input = document.getElementById(list.dataset.tagSuggestions);
  list.hidden = false;
  for (const button of list.querySelectorAll("button")) {
    button.addEventListener("click", () => addTag(input, button.textContent.trim()));
  }
}

function tile(item, number) {
  const box = document.createElement("div");
  box.className = "choice";
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", name: "people", value: item.value ?? item.code, checked: true, id: `people-new-${number}` });
  const label = document.createElement("label");
  label.className = "choice__label";
  label.htmlFor = input.id;
  label.dir = "auto";
  label.textContent = item.label;
  box.append(input, label);
  return box;
}

// Without this, the button « Ajouter » sends the page, which comes back with the person among the tiles.
function addPeople(block) {
  const field = block.querySelector("input[name=citizen]");
  let tiles = block.querySelector(".choices");
  let number = 0;
  block.querySelector("[data-add-person]").hidden = true;
  block.addEventListener("chosen", (event) => {
    if (!tiles) {
      tiles = document.createElement("div");
      tiles.className = "choices choices--tiles";
      block.prepend(tiles);
    }
    const value = event.detail.value ?? event.detail.code;
    const known = tiles.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (known) known.checked = true;
    else tiles.append(tile(event.detail, (number += 1)));
    field.value = "";
    block.querySelector("[data-key]").value = "";
    field.focus();
  });
}

for (const list of document.querySelectorAll("[data-tag-suggestions]")) suggestTags(list);
for (const block of document.querySelectorAll("[data-people]")) addPeople(block);
