// The votes of a session: the result is computed while numbers are typed.
"use strict";

(() => {
  const form = document.querySelector(".grid-form");
  const rows = [...(form?.querySelectorAll("[data-row]") ?? [])];
  if (!rows.length) return;

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
    const row = event.target.closest("[data-row]");
    if (row) update(row);
  });

  rows.forEach(update);
  const first = rows.map((row) => fieldOf(row, "in_favour")).find((field) => !field.disabled && !field.value);
  const hasErrors = document.querySelector(".form-errors");
  if (!hasErrors && matchMedia("(pointer: fine)").matches) first?.focus({preventScroll: true});
})();
