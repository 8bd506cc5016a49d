// Autocomplete fields (Select2): their widgets get the label, help and errors of the <select>, and an opened one focuses its search input.
"use strict";

(() => {
  const $ = window.django?.jQuery;
  if (!$) return;

  const labelOf = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return select.getAttribute("aria-label") ?? label?.textContent.trim() ?? "";
  };

  const describe = (select) => {
    const widget = select.nextElementSibling;
    if (!widget?.classList.contains("select2")) return;
    for (const part of widget.querySelectorAll("[role=combobox], [role=textbox], input")) part.setAttribute("aria-label", labelOf(select));
    const combobox = widget.querySelector("[role=combobox]");
    for (const attribute of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(attribute)) combobox?.setAttribute(attribute, select.getAttribute(attribute));
    }
  };

  const describeAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(describe);

  $(() => describeAll(document));
  document.addEventListener("formset:added", (event) => describeAll(event.target));
  $(document).on("select2:select select2:unselect", (event) => describe(event.target));
  $(document).on("select2:open", (event) => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", labelOf(event.target));
    search?.focus();
  });
})();
