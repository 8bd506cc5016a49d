// In the form of a total: the list of parts has those of the chosen indicator only, and a percentage is asked where it has one.
"use strict";

(() => {
  const code = document.getElementById("id_code");
  const list = document.querySelector("select[data-part-list]");
  if (!code || !list) return;
  const whole = list.options[0];
  const percent = document.getElementById("id_is_percent");
  const percentCodes = list.dataset.percentCodes.split(" ");
  const groups = [...list.querySelectorAll("optgroup")];

  const update = () => {
    const chosen = list.selectedOptions[0];
    list.replaceChildren(whole, ...groups.filter((group) => group.dataset.code === code.value));
    if (!list.contains(chosen)) list.value = "";
    const field = percent?.closest(".field");
    if (field) field.style.display = percent.checked || percentCodes.includes(code.value) ? "" : "none";
  };

  // Select2 triggers its change event through Django's jQuery only.
  if (window.django?.jQuery) django.jQuery(code).on("change", update);
  else code.addEventListener("change", update);
  update();
})();
