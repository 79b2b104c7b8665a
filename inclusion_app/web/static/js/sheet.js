// The editor of sheets: a preview that follows the text, buttons that insert blocks, a warning before leaving.
const PAUSE = 500;
const CARET = "‸";

function insert(area, text) {
  const at = area.selectionStart;
  const before = area.value.slice(0, at);
  const lead = before && !before.endsWith("\n") ? "\n" : "";
  const written = lead + text.replace(CARET, "");
  area.setRangeText(written, at, area.selectionEnd, "end");
  const caret = at + lead.length + Math.max(text.indexOf(CARET), 0);
  area.focus();
  area.setSelectionRange(caret, caret);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(area, mark) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setRangeText(mark + area.value.slice(start, end) + mark, start, end, "select");
  area.focus();
  area.setSelectionRange(start + mark.length, end + mark.length);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function follow(pair, editor, token) {
  const area = pair.querySelector("textarea");
  const shown = pair.querySelector("[data-sheet-preview]");
  let timer = 0;
  let turn = 0;

  async function refresh() {
    const mine = ++turn;
    const data = new FormData();
    data.set("csrf_token", token);
    data.set("resource", editor.dataset.resource);
    data.set("text", area.value);
    if ("plain" in pair.dataset) data.set("plain", "1");
    try {
      const response = await fetch(editor.dataset.previewUrl, { method: "POST", body: data, redirect: "manual" });
      if (!response.ok) return;
      const { html } = await response.json();
      if (mine === turn) shown.innerHTML = html;
    } catch { /* the next change asks again */ }
  }

  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(refresh, PAUSE); });
  const toolbar = pair.querySelector("[data-sheet-toolbar]");
  toolbar.hidden = false;
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.wrap) wrap(area, button.dataset.wrap);
    else insert(area, button.dataset.insert);
  });
  return area;
}

for (const editor of document.querySelectorAll("[data-sheet-editor]")) {
  const form = editor.querySelector("form");
  const token = form.querySelector("[name=csrf_token]").value;
  const areas = [...editor.querySelectorAll("[data-sheet-pair]")].map((pair) => follow(pair, editor, token));
  const first = areas[0];
  const kept = areas.map((area) => area.value);
  for (const event of ["blur", "keyup", "click"])
    first.addEventListener(event, () => { form.elements.cursor.value = first.selectionStart; });
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && areas.some((area, rank) => area.value !== kept[rank])) event.preventDefault();
  });
}
