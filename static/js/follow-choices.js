// What follows from a choice in a form: a box that is ticked with a value of another field, fields that a confidential document has not.
"use strict";

(() => {
  for (const box of document.querySelectorAll("input[data-follows]")) {
    const [name, value] = box.dataset.follows.split("=");
    document.getElementById(`id_${name}`)?.addEventListener("change", ({target}) => {
      if (target.value === value) box.checked = true;
    });
  }

  const confidential = document.getElementById("id_is_confidential");
  if (!confidential) return;
  const update = () => {
    for (const name of ["title", "symbol", "author"]) {
      const field = document.querySelector(`.field-${name}`);
      if (field) field.hidden = confidential.checked;
    }
  };
  confidential.addEventListener("change", update);
  update();
})();
