// Boxes that suggest: named by their labels, and the cursor stands in the search line as soon as one opens.
"use strict";

(() => {
  const $ = window.django?.jQuery;
  if (!$) return;

  const nameOf = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return select.getAttribute("aria-label") ?? label?.textContent.trim().replace(/:$/, "") ?? "";
  };

  const name = (select) => {
    const drawn = select.nextElementSibling;
    if (!drawn?.classList.contains("select2")) return;
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input")) part.setAttribute("aria-label", nameOf(select));
  };

  const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);

  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
  $(document).on("select2:select select2:unselect", (event) => name(event.target));
  $(document).on("select2:open", (event) => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", nameOf(event.target));
    search?.focus();
  });
})();
