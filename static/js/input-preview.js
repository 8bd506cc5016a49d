// Below an input for a date or a number: how the server understands the text while it is typed, and its error when the input loses the focus.
"use strict";

(() => {
  const DELAY = 250; // ms without a key press
  const READABLE = /\d|^\s*h[ôo]m/i; // other texts are never a date or a number, and may be too long for a URL

  const previewOf = (input) => {
    const existing = document.getElementById(`${input.id}_preview`);
    if (existing) return existing;
    const preview = document.createElement("div");
    preview.id = `${input.id}_preview`;
    preview.className = "input-preview";
    preview.setAttribute("aria-live", "polite");
    const field = input.closest(".field, .form-field");
    const help = field?.querySelector(".help, .form-help");
    if (help) help.before(preview); // the preview takes the place of the help text
    else (field?.querySelector(".field-below") ?? input.closest(".form-field") ?? input.parentElement).append(preview);
    return preview;
  };

  const show = (input, text, isError = false) => {
    const preview = previewOf(input);
    preview.textContent = text;
    preview.classList.toggle("input-preview-error", isError);
  };

  const request = async (input, hasLostFocus) => {
    const text = input.value;
    input.dataset.requested = text;
    if (!READABLE.test(text)) {
      show(input, "");
      return;
    }
    const response = await fetch(`${input.dataset.previewUrl}?${new URLSearchParams({go: text})}`);
    if (!response.ok || input.value !== text) return;
    const {preview, error} = await response.json();
    if (hasLostFocus) show(input, preview || error, Boolean(error));
    else show(input, preview); // an unfinished date is not an error yet
  };

  const requestLater = (input) => {
    clearTimeout(input.timer);
    input.timer = setTimeout(request, DELAY, input, false);
  };

  const isChanged = (input) => input.value !== (input.dataset.requested ?? input.defaultValue);
  const onInput = (eventName, handle) =>
    document.addEventListener(eventName, (event) => {
      const input = event.target.closest("[data-preview-url]");
      if (input) handle(input);
    });

  onInput("input", requestLater);
  onInput("focusin", (input) => {
    previewOf(input); // a live region must exist before its text changes, or screen readers do not read it out
    if (isChanged(input)) requestLater(input); // a value that a script has set
  });
  onInput("focusout", (input) => {
    clearTimeout(input.timer);
    if (isChanged(input) || input.dataset.requested) request(input, true);
  });
})();
