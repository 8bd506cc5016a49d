// The summary of a form's errors: it gets the focus when the page opens, and its links focus the fields.
"use strict";

(() => {
  const summary = document.getElementById("error-summary");
  if (!summary) return;

  // Select2 hides the <select> and shows a widget after it, which takes the focus.
  const focusableElement = (target) => {
    const widget = target.classList.contains("select2-hidden-accessible") && target.nextElementSibling;
    return (widget && widget.querySelector("[role=combobox], input")) || target;
  };

  const focusField = (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let group = target.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
    const field = focusableElement(target);
    if (!field.matches("input, select, textarea, [tabindex]")) field.tabIndex = -1;
    field.focus({preventScroll: true});
    field.scrollIntoView({block: "center"});
  };

  summary.addEventListener("click", focusField);
  window.addEventListener("load", () => summary.focus());
})();
