// The form of a record: saved by keys, left only knowingly where something was typed, begun in its first empty box.
"use strict";

(() => {
  const form = document.querySelector("#content-main > form");
  if (!form) return;
  const KEYS = {s: "_save", enter: "_addanother"};
  const $ = window.django?.jQuery;
  const PATIENCE = 5000; // ms
  const NAMES = {_save: ["Control+S", "Ctrl+S"], _addanother: ["Control+Enter", "Ctrl+Enter"]};

  const button = (name) => form.querySelector(`input[type="submit"][name="${name}"]`);

  for (const [name, [keys, title]] of Object.entries(NAMES)) {
    button(name)?.setAttribute("aria-keyshortcuts", keys);
    button(name)?.setAttribute("title", title);
  }

  document.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    if (!event.repeat) button(name)?.click();
  });

  // A browser brings the caret of a long box into sight, not the box: the bar of buttons must not lie over the rest.
  form.addEventListener("focusin", ({target}) => {
    const bar = form.querySelector(".submit-row");
    if (!bar || bar.contains(target)) return;
    const box = target.getBoundingClientRect();
    const hidden = box.bottom - bar.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, Math.min(hidden + 8, box.top));
  });

  // Unsaved work: what the form would send differs from what it began with.

  const said = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const refused = document.getElementById("error-summary");
  let begun = null;
  let saving = false;

  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault(); // a second press of the button would store a second record
      return;
    }
    saving = true;
    setTimeout(() => {
      saving = false; // the server has not answered: it may be asked again
    }, PATIENCE);
  });
  window.addEventListener("pageshow", () => {
    saving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && begun !== null && said() !== begun) event.preventDefault();
  });

  // After all other scripts, which draw boxes and know no box that is filled already.

  const isAdding = document.getElementById("django-admin-form-add-constants")?.dataset.modelName;
  const drawn = (box) => (box.classList.contains("select2-hidden-accessible") && box.nextElementSibling?.querySelector("[role=combobox], input")) || box;

  const putCursor = () => {
    const boxes = [...form.elements].filter((box) => box.matches("input, select, textarea") && box.type !== "hidden");
    const shown = boxes.filter((box) => !box.disabled && drawn(box).checkVisibility());
    const first = form.querySelector(".kept") ? shown.find((box) => !box.value) : shown[0];
    if (first) drawn(first).focus();
  };

  // Whoever is quicker than the page keeps the cursor, and has something to lose already.
  let touched = false;
  for (const name of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(name, () => (touched = true), {once: true, capture: true});
  }

  const begin = () => {
    begun = refused || touched ? "" : said();
    if (isAdding && !refused && !touched) putCursor();
    // What is chosen anew is no longer what was kept. Boxes that suggest tell of a choice through jQuery only.
    const own = (event) => event.target.closest(".kept")?.classList.remove("kept");
    if ($) $(form).on("change", own);
    else form.addEventListener("change", own);
  };

  window.addEventListener("load", () => ($ ? $(begin) : begin()));
})();
