// A table of rows by keys: Enter goes to the same column of the next row, Ctrl+S saves; leaving with unsaved rows asks first.
"use strict";

(() => {
  const form = document.querySelector(".grid-form");
  const rows = [...(form?.querySelectorAll("[data-row]") ?? [])];
  if (!rows.length) return;
  let isSaving = false;
  let hasChanges = false;

  form.addEventListener("input", () => (hasChanges = true));

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    const isTyped = event.target.matches("select, textarea, [list]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || isTyped) return;
    const step = {Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const name = event.target.name.replace(/^row-\d+-/, "");
    const field = rows[rows.indexOf(row) + step]?.querySelector(`[name$="-${name}"]`);
    if (!field || field.disabled) return;
    field.focus();
    field.select?.();
  });

  form.addEventListener("submit", () => (isSaving = true));
  window.addEventListener("pageshow", () => (isSaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (hasChanges && !isSaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (!event.repeat) form.querySelector("[name=_save]")?.click();
  });

  document.querySelector(".form-errors")?.focus();
})();
