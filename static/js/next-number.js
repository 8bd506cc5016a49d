// Beside the number of a document: the next free number of the selected register and year, and the documents that have the typed number.
"use strict";

(() => {
  const fieldNamed = (name) => document.getElementById(`id_${name}`);
  const [register, year, number, suffix, symbol] = ["register", "year", "number", "suffix", "symbol"].map(fieldNamed);
  const dates = ["issued_on", "adopted_on"].map(fieldNamed).filter(Boolean);
  const help = document.getElementById("id_number_helptext");
  if (!register || !year || !number || !symbol || !help) return;
  const DELAY = 250; // ms without a key press
  let timer;
  let lastRequest = 0;

  const warning = document.createElement("div");
  warning.className = "same-number";
  warning.setAttribute("aria-live", "polite");
  symbol.closest(".field").querySelector(".field-below").append(warning);

  const linkTo = ({name, url}) => {
    const link = document.createElement("a");
    link.href = url;
    link.target = "_blank";
    link.textContent = `${name} – xem`;
    return link;
  };

  const showDuplicates = (documents) => {
    const others = documents.filter(({url}) => url !== location.pathname);
    warning.replaceChildren(...(others.length ? ["Có thể trùng: ", ...others.map(linkTo)] : []));
  };

  const update = async () => {
    if (!register.value) return showDuplicates([]);
    const text = number.value ? number.value + suffix.value : symbol.value;
    const yearOrDate = [year, ...dates].map((field) => field.value).find(Boolean) ?? "";
    const query = new URLSearchParams({so: register.value, nam: yearOrDate, go: text});
    const requestNumber = ++lastRequest;
    const response = await fetch(`${number.dataset.nextNumber}?${query}`);
    if (!response.ok || requestNumber !== lastRequest) return;
    const {sentence, holders} = await response.json();
    help.textContent = sentence;
    showDuplicates(holders);
  };

  help.setAttribute("aria-live", "polite");
  for (const field of [year, number, suffix, symbol, ...dates]) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, DELAY);
    });
  }
  // Select2 triggers its change event through Django's jQuery only.
  if (window.django?.jQuery) django.jQuery(register).on("change", update);
  else register.addEventListener("change", update);
  update();
})();
