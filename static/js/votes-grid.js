// The votes of a session by keys: Enter goes to the same column of the next row; the result is computed while numbers are typed.
"use strict";

(() => {
  const form = document.querySelector(".grid-form");
  const rows = [...(form?.querySelectorAll("[data-row]") ?? [])];
  if (!rows.length) return;
  let isSaving = false;
  let hasChanges = false;

  const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const numberOf = (row, name) => {
    const text = fieldOf(row, name)?.value.trim().replaceAll(".", "");
    return text && /^\d+$/.test(text) ? Number(text) : null;
  };

  const update = (row) => {
    const total = numberOf(row, "total_delegates");
    const inFavour = numberOf(row, "in_favour");
    const output = row.querySelector("[data-outcome]");
    if (total === null || inFavour === null) {
      output.textContent = "";
      return;
    }
    const required = fieldOf(row, "requires_two_thirds").checked ? Math.ceil((2 * total) / 3) : Math.floor(total / 2) + 1;
    output.textContent = inFavour >= required ? "Thông qua" : "Không thông qua";
    const present = numberOf(row, "present");
    const answers = inFavour + (numberOf(row, "against") ?? 0) + (numberOf(row, "abstained") ?? 0);
    if (present !== null && answers > present) output.textContent = `${answers} > ${present} có mặt`;
  };

  form.addEventListener("input", (event) => {
    hasChanges = true;
    const row = event.target.closest("[data-row]");
    if (row) update(row);
  });

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, [list]")) return;
    const step = {Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const name = event.target.name.replace(/^row-\d+-/, "");
    const next = rows[rows.indexOf(row) + step];
    const field = next && fieldOf(next, name);
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

  rows.forEach(update);
  const first = rows.map((row) => fieldOf(row, "in_favour")).find((field) => !field.disabled && !field.value);
  const errors = document.querySelector(".form-errors");
  if (errors) errors.focus();
  else if (matchMedia("(pointer: fine)").matches) first?.focus({preventScroll: true});
})();
