// Boxes that suggest: the cursor stands in the search line as soon as one opens.
"use strict";

window.django?.jQuery(document).on("select2:open", () => {
  document.querySelector(".select2-container--open .select2-search__field")?.focus();
});
