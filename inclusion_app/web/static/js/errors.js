// The error summary takes the focus; its links lead to the control itself, its label in view.
export function start(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && root.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!control) return;
    event.preventDefault();
    const group = control.closest("fieldset, .govuk-form-group") || control;
    group.scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
