// The change form of a record: keyboard shortcuts to save, a warning about unsaved changes, the focus in the first empty field.
"use strict";

(() => {
  const form = document.querySelector("#content-main > form");
  if (!form) return;
  const SHORTCUTS = {s: "_save", enter: "_addanother"};
  const $ = window.django?.jQuery;
  const RESPONSE_TIMEOUT = 5000; // ms
  const LABELS = {_save: ["Control+S", "Ctrl+S"], _addanother: ["Control+Enter", "Ctrl+Enter"]};

  const button = (name) => form.querySelector(`.submit-row [name="${name}"]`);

  for (const [name, [keys, title]] of Object.entries(LABELS)) {
    button(name)?.setAttribute("aria-keyshortcuts", keys);
    button(name)?.setAttribute("title", title);
  }

  document.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && SHORTCUTS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    if (!event.repeat) button(name)?.click();
  });

  // Browsers scroll only the caret of a tall field into view. The bar of buttons must not cover the rest of the field.
  form.addEventListener("focusin", ({target}) => {
    const bar = form.querySelector(".submit-row");
    if (!bar || bar.contains(target)) return;
    const field = target.getBoundingClientRect();
    const covered = field.bottom - bar.getBoundingClientRect().top;
    if (covered > 0) window.scrollBy(0, Math.min(covered + 8, field.top));
  });

  // Unsaved changes: the form would send other values than those it was opened with.

  const formValues = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const errorSummary = document.querySelector("#error-summary, #reopened-form"); // the form displays what is not saved yet
  let initialValues = null;
  let isSaving = false;

  form.addEventListener("submit", (event) => {
    if (isSaving) {
      event.preventDefault(); // a double click would store the record twice
      return;
    }
    isSaving = true;
    setTimeout(() => {
      isSaving = false; // the server has not answered: the user may try again
    }, RESPONSE_TIMEOUT);
  });
  window.addEventListener("pageshow", () => {
    isSaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSaving && initialValues !== null && formValues() !== initialValues) event.preventDefault();
  });

  // The rest runs after all other scripts, because Select2 replaces fields and does not expect a value in them.

  const isAdding = document.getElementById("django-admin-form-add-constants")?.dataset.modelName;
  const focusableElement = (field) =>
    (field.classList.contains("select2-hidden-accessible") && field.nextElementSibling?.querySelector("[role=combobox], input")) || field;

  const focusFirstField = () => {
    const fields = [...form.elements].filter((field) => field.matches("input, select, textarea") && field.type !== "hidden");
    const visible = fields.filter((field) => !field.disabled && focusableElement(field).checkVisibility());
    const first = form.querySelector(".retained") ? visible.find((field) => !field.value) : visible[0];
    if (first) focusableElement(first).focus();
  };

  // A user who starts before the page is ready keeps the focus, and already has unsaved changes.
  let hasStarted = false;
  for (const eventName of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(eventName, () => (hasStarted = true), {once: true, capture: true});
  }

  const initialize = () => {
    initialValues = errorSummary || hasStarted ? "" : formValues();
    if (isAdding && !errorSummary && !hasStarted) focusFirstField();
    // A changed value is no longer a retained one. Select2 triggers its change event through jQuery only.
    const unmark = (event) => event.target.closest(".retained")?.classList.remove("retained");
    if ($) $(form).on("change", unmark);
    else form.addEventListener("change", unmark);
  };

  window.addEventListener("load", () => ($ ? $(initialize) : initialize()));
})();
