// Beside the number of a paper: the next free one of the chosen register and year.
"use strict";

(() => {
  const register = document.getElementById("id_register");
  const year = document.getElementById("id_year");
  const number = document.getElementById("id_number");
  const help = document.querySelector("#id_number_helptext > div");
  if (!register || !year || !number || !help) return;

  const tell = async () => {
    if (!register.value) return;
    const query = new URLSearchParams({so: register.value, nam: year.value});
    const answer = await fetch(`${number.dataset.nextNumber}?${query}`);
    if (answer.ok) help.textContent = (await answer.json()).sentence;
  };

  help.setAttribute("aria-live", "polite");
  year.addEventListener("change", tell);
  // A box that suggests registers tells of a choice through the framework's jQuery only.
  if (window.django?.jQuery) django.jQuery(register).on("change", tell);
  else register.addEventListener("change", tell);
  tell();
})();
