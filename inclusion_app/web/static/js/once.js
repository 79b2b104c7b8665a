// <form data-once="Envoi en cours…">: sent once, however often the button is pressed. The server has its own key too.
export function start(root) {
  for (const form of root.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      // After the browser has read the form, so that the pressed button's own value is sent.
      setTimeout(() => busy(form, event.submitter), 0);
    });
  }
  // Coming back by the browser's button: the form can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sent]")) ready(form);
  });
}

function busy(form, pressed) {
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  if (pressed) {
    pressed.dataset.label = pressed.innerHTML;
    pressed.textContent = form.dataset.once;
  }
  const status = form.querySelector("[data-form-status]");
  if (status) status.textContent = form.dataset.once;
}

function ready(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.removeAttribute("aria-disabled");
    if (button.dataset.label) button.innerHTML = button.dataset.label;
    delete button.dataset.label;
  }
  const status = form.querySelector("[data-form-status]");
  if (status) status.textContent = "";
}
