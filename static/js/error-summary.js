// The summary of what is wrong: read out first, and each of its links puts the cursor into the field.
"use strict";

(() => {
  const summary = document.getElementById("error-summary");
  if (!summary) return;

  // A box that suggests is drawn beside its list, which itself cannot be seen.
  const boxOf = (target) => {
    const drawn = target.classList.contains("select2-hidden-accessible") && target.nextElementSibling;
    return (drawn && drawn.querySelector("[role=combobox], input")) || target;
  };

  const reach = (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const box = boxOf(target);
    if (!box.matches("input, select, textarea, [tabindex]")) box.tabIndex = -1;
    box.focus({preventScroll: true});
    box.scrollIntoView({block: "center"});
  };

  summary.addEventListener("click", reach);
  window.addEventListener("load", () => summary.focus());
})();
