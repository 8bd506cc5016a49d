// Beside the number of a document: the next free one of the chosen register and year, and who holds the one that is typed.
"use strict";

(() => {
  const boxOf = (name) => document.getElementById(`id_${name}`);
  const [register, year, number, suffix, symbol] = ["register", "year", "number", "suffix", "symbol"].map(boxOf);
  const days = ["issued_on", "adopted_on"].map(boxOf).filter(Boolean);
  const help = document.querySelector("#id_number_helptext > div");
  if (!register || !year || !number || !symbol || !help) return;
  const PAUSE = 250; // ms without a key
  let pause;
  let asked = 0;

  const warning = document.createElement("div");
  warning.className = "number-holders";
  warning.setAttribute("aria-live", "polite");
  symbol.closest(".form-row").append(warning);

  const link = ({name, url}) => {
    const there = document.createElement("a");
    there.href = url;
    there.target = "_blank";
    there.textContent = `${name} – xem`;
    return there;
  };

  const warn = (holders) => {
    const others = holders.filter(({url}) => url !== location.pathname);
    warning.replaceChildren(...(others.length ? ["Có thể trùng: ", ...others.map(link)] : []));
  };

  const tell = async () => {
    if (!register.value) return warn([]);
    const go = number.value ? number.value + suffix.value : symbol.value;
    const series = [year, ...days].map((box) => box.value).find(Boolean) ?? "";
    const query = new URLSearchParams({so: register.value, nam: series, go});
    const turn = ++asked;
    const answer = await fetch(`${number.dataset.nextNumber}?${query}`);
    if (!answer.ok || turn !== asked) return;
    const {sentence, holders} = await answer.json();
    help.textContent = sentence;
    warn(holders);
  };

  help.setAttribute("aria-live", "polite");
  for (const box of [year, number, suffix, symbol, ...days]) {
    box.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(tell, PAUSE);
    });
  }
  // A box that suggests registers tells of a choice through the framework's jQuery only.
  if (window.django?.jQuery) django.jQuery(register).on("change", tell);
  else register.addEventListener("change", tell);
  tell();
})();
