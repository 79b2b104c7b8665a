// The shared tablet. Each person touches her name and signs in a window of the page. Without network the signatures
// stay in the page's memory, nowhere else, and are sent again until the server has them.
import { pad } from "./signature.js";

const RETRY = 4000;
const LEAST_INK = 40;

function attachForm(form, ready) {
  const find = (mark) => form.querySelector(`[data-${mark}]`);
  const drawing = pad(find("pad"), Number(form.dataset.longest));
  const error = find("signing-error");

  function show(byHand) {
    find("drawing").hidden = !byHand;
    find("typing").hidden = byHand;
    find("back-to-pad").hidden = byHand;
    error.textContent = "";
  }
  find("use-keyboard").addEventListener("click", () => {
    show(false);
    form.elements.typed.focus();
  });
  find("use-pad").addEventListener("click", () => show(true));
  find("erase").addEventListener("click", () => drawing.clear());

  function refusal() {
    if (find("drawing").hidden) {
      const { typed, confirmed } = form.elements;
      return typed.value.trim() && confirmed.checked ? "" : form.dataset.unnamed;
    }
    if (!drawing.length) return form.dataset.empty;
    return drawing.length < LEAST_INK ? form.dataset.short : "";
  }
  const submitted = (event) => {
    error.textContent = refusal();
    if (error.textContent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.elements.path.value = find("drawing").hidden ? "" : drawing.path();
    ready?.(event);
  };
  // Before the module that lets a form leave once: what is refused here has not left.
  form.addEventListener("submit", submitted, { capture: true });
  show(!form.querySelector("#typed")?.value);
  return {
    reset() {
      form.reset();
      form.dispatchEvent(new Event("change", { bubbles: true }));
      drawing.clear();
      show(true);
    },
  };
}

function newKey() {
  // crypto.randomUUID is only there over https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function attachTablet(root) {
  const texts = root.dataset;
  const dialog = root.querySelector("[data-sign-dialog]");
  const form = dialog.querySelector("form");
  const status = root.querySelector("[data-tablet-status]");
  const queue = [];
  let chosen = null;
  let token = form.elements.csrf_token.value;
  let busy = false;
  let timer = 0;

  const signing = attachForm(form, (event) => {
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    queue.push({ link: chosen, fields, at: performance.now(), told: false });
    state(chosen, texts.sending);
    chosen.removeAttribute("href");
    dialog.close();
    send();
  });

  function state(link, text, kind = "") {
    const place = link.parentElement.querySelector("[data-state]");
    place.textContent = text;
    place.className = `signing-list__state${kind && ` signing-list__state--${kind}`}`;
  }

  function lateness() {
    const block = dialog.querySelector("[data-lateness]");
    const since = Date.now() - Number(texts.starts);
    block.hidden = since < Number(texts.late) * 1000 || Date.now() > Number(texts.ends);
    const now = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });
    form.elements.arrived_at.value = block.hidden ? "" : now;
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sign]");
    if (!link) return;
    event.preventDefault();
    if (!link.hasAttribute("href")) return;
    chosen = link;
    link.dataset.path ??= link.getAttribute("href");
    signing.reset();
    form.elements.form_key.value = newKey();
    dialog.querySelector("[data-sign-name]").textContent = link.textContent;
    lateness();
    dialog.showModal();
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => (chosen?.hasAttribute("href") ? chosen : status).focus());

  function tell() {
    if (!queue.length) return;
    const text = queue.length === 1 ? texts.one : texts.many.replace("#", queue.length);
    if (status.textContent !== text) status.textContent = text;
  }

  async function post(item) {
    item.fields.set("csrf_token", token);
    item.fields.set("seconds_ago", String(Math.round((performance.now() - item.at) / 1000)));
    const headers = { Accept: "application/json" };
    return fetch(item.link.dataset.path, { method: "POST", body: item.fields, headers, redirect: "error" });
  }

  // The browser lost its form cookie: the page gives a new token.
  async function renew() {
    const page = await fetch(texts.address);
    const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
    token = parsed.querySelector("[name=csrf_token]")?.value ?? token;
  }

  async function settle(item, response) {
    const answer = await response.json();
    const name = item.link.textContent;
    queue.shift();
    if (response.ok) {
      state(item.link, `✓ ${answer.told || texts.signed}`, "done");
      item.link.removeAttribute("data-sign");
      status.textContent = texts.thanks.replace("#", name);
    } else if (answer.gone) {
      queue.length = 0;
      status.textContent = texts.gone;
    } else {
      state(item.link, `${texts.again} ${(answer.errors ?? []).join(" ")}`, "alert");
      item.link.setAttribute("href", item.link.dataset.path);
      status.textContent = `${name} : ${(answer.errors ?? []).join(" ")}`;
    }
  }

  async function send() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      while (queue.length) {
        const response = await post(queue[0]);
        if (response.status === 400 && !queue[0].renewed) {
          queue[0].renewed = true;
          await renew();
        } else if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
        else await settle(queue[0], response);
      }
    } catch {
      for (const item of queue) state(item.link, texts.waiting, "wait");
      tell();
      timer = setTimeout(send, RETRY);
    } finally {
      busy = false;
    }
  }

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (queue.length) event.preventDefault();
  });
}

const tablet = document.querySelector("[data-tablet]");
if (tablet) attachTablet(tablet);
else for (const form of document.querySelectorAll("[data-signing]")) attachForm(form);
