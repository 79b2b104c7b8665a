// <div data-combobox data-url="…">: suggestions under a text field (ARIA 1.2 combobox with a listbox).
// The address answers ?q= with [{code or value, label, hint}]. The key goes to the hidden [data-key]; a change of the
// text empties it, and the server resolves the text in any case.
const PAUSE = 300;

class Combobox {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input:not([type=hidden])");
    this.key = box.querySelector("[data-key]");
    this.items = [];
    this.active = -1;
    this.timer = 0;
    this.asked = "";
    this.build();
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    // mousedown would take the focus away from the field before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  build() {
    const { input } = this;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-liste`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    this.list.setAttribute("aria-label", label ? label.textContent.trim() : "");
    this.status = document.createElement("div");
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    this.box.append(this.list, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
  }

  typed() {
    if (this.key) this.key.value = "";
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    this.asked = text;
    if (text.length < Number(this.box.dataset.least || 2)) return this.close();
    this.timer = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    try {
      const url = new URL(this.box.dataset.url, window.location.href);
      url.searchParams.set("q", text);
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      if (!response.ok || this.asked !== text) return;
      const answer = await response.json();
      if (this.asked === text) this.show(Array.isArray(answer) ? answer : answer.results || []);
    } catch {
      // The plain field still works: the server resolves what was typed.
      this.close();
    }
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    const { none, one, many } = this.box.dataset;
    this.status.textContent = !items.length ? none : items.length === 1 ? one : many.replace("#", String(items.length));
    this.open(items.length > 0 && document.activeElement === this.input);
  }

  option(item, index) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${index}`;
    line.dataset.index = String(index);
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.textContent = item.label;
    if (item.hint) {
      const hint = document.createElement("small");
      hint.textContent = item.hint;
      line.append(hint);
    }
    return line;
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    if (!shown) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.active = -1;
    this.open(false);
  }

  move(to) {
    const options = [...this.list.children];
    this.active = (to + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
  }

  choose(index) {
    const item = this.items[index];
    this.input.value = item.label;
    if (this.key) this.key.value = item.value ?? item.code;
    clearTimeout(this.timer);
    this.asked = "";
    this.close();
    this.box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: item }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  pressed(event) {
    const shown = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.items.length) return;
      event.preventDefault();
      if (!shown) this.open(true);
      if (event.key === "ArrowDown") this.move(this.active + 1);
      else this.move(this.active < 0 ? this.items.length - 1 : this.active - 1);
    } else if (event.key === "Enter" && shown && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      this.close();
    }
  }
}

export function start(root) {
  for (const box of root.querySelectorAll("[data-combobox][data-url]")) new Combobox(box);
}
