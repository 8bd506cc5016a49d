// Boxes that suggest: named and described as the lists that they stand for, with the cursor in the search line of one that opens.
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
    const box = drawn.querySelector("[role=combobox]");
    for (const said of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(said)) box?.setAttribute(said, select.getAttribute(said));
    }
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
