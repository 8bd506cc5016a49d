// The roll of a sitting by keys: arrows change the delegate, c m p v set the state, any other letter searches a name; live numbers.
"use strict";

(() => {
  const form = document.querySelector(".grid-form");
  const list = form?.querySelector(".roll");
  const search = document.getElementById("delegate-search");
  if (!list) return;
  const rows = [...list.children];
  const STATES = {c: "present", m: "late", p: "excused", v: "absent"};
  const quorum = document.querySelector("[data-quorum]");
  let isSaving = false;
  let hasChanges = false;

  const checked = (row) => row.querySelector("input:checked") ?? row.querySelector("input");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const names = rows.map((row) => fold(row.querySelector(".roll-name").textContent.trim()));

  const updateNumbers = () => {
    const numbers = {present: 0, late: 0, excused: 0, absent: 0};
    for (const row of rows) {
      const state = row.querySelector("input:checked")?.value;
      if (state in numbers) numbers[state]++;
    }
    numbers.present += numbers.late;
    for (const [name, number] of Object.entries(numbers)) document.querySelector(`[data-count="${name}"]`).textContent = number;
    quorum.textContent = numbers.present >= Number(quorum.dataset.quorum) ? "đủ" : "chưa đủ";
  };

  const focusRow = (row) => {
    if (!row) return;
    checked(row).focus();
    row.scrollIntoView({block: "nearest"});
  };

  const setState = (row, state) => {
    const input = row.querySelector(`input[value="${state}"]`);
    if (!input || input.disabled) return;
    input.checked = true;
    input.dispatchEvent(new Event("change", {bubbles: true}));
    input.focus();
    if (state === "late") row.querySelector(".roll-came input").focus();
  };

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = {ArrowDown: 1, ArrowUp: -1, Enter: 1}[event.key];
    if (step) {
      event.preventDefault();
      focusRow(rows[rows.indexOf(row) + step]);
      return;
    }
    if (event.target.type !== "radio" || event.key.length !== 1) return;
    const state = STATES[event.key.toLowerCase()];
    if (state) {
      event.preventDefault();
      setState(row, state);
    } else if (event.key === "/" || /\p{L}/u.test(event.key)) {
      if (event.key === "/") event.preventDefault();
      search.value = "";
      search.focus(); // the letter goes on to the box
    }
  });

  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const position = names.findIndex((name) => words.every((word) => name.split(/\s+/).some((part) => part.startsWith(word))));
    if (position < 0) return;
    search.value = "";
    focusRow(rows[position]);
  });

  list.addEventListener("change", () => {
    hasChanges = true;
    updateNumbers();
  });
  list.addEventListener("input", () => (hasChanges = true));
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

  updateNumbers();
  if (matchMedia("(pointer: fine)").matches) search.focus({preventScroll: true}); // on a phone it would open the keyboard
})();
