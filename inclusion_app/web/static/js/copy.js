// <input readonly data-copy="Copier" data-copied="Copié">: a button that copies what it holds, and says so.
export function start(root) {
  for (const input of root.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = input.dataset.copy;
    const row = document.createElement("div");
    row.className = "button-row";
    row.append(button);
    const status = document.createElement("p");
    status.className = "muted small";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
      } catch {
        document.execCommand("copy"); // a page without https has no clipboard
      }
      status.textContent = input.dataset.copied;
    });
    input.addEventListener("focus", () => input.select());
    input.parentElement.after(row, status);
  }
}
