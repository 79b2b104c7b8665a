// <form data-draft-url="…">: what is typed is kept by the server a few seconds later, and when the page is left.
// Nothing is kept by the browser, and nobody keeps a field with data-not-kept.
// data-draft-saved is the sentence ("#" stands for the time).
const PAUSE = 4000;

function content(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  for (const secret of form.querySelectorAll("input[type=password], [data-not-kept]")) data.delete(secret.name);
  return data;
}

function attach(form) {
  const status = form.querySelector("[data-form-status]");
  let timer = 0;
  let dirty = false;

  async function save() {
    clearTimeout(timer);
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    try {
      const response = await fetch(form.dataset.draftUrl, { method: "POST", body: content(form), redirect: "manual" });
      if (!response.ok) throw new Error(String(response.status));
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      if (status) status.textContent = form.dataset.draftSaved.replace("#", time);
    } catch {
      // Tried again at the next change; the page itself still holds everything.
      dirty = true;
    }
  }

  function changed() {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("pagehide", () => {
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    navigator.sendBeacon(form.dataset.draftUrl, content(form));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

export function start(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) attach(form);
}
