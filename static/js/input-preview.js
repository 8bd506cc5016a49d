// Below a box for a day or a number: what the server reads in it while it is typed, and what is wrong once it is left.
"use strict";

(() => {
  const PAUSE = 250; // ms without a key
  const READABLE = /\d|^\s*h[ôo]m/i; // nothing else is worth asking, or fit for an address

  const lineOf = (box) => {
    const there = document.getElementById(`${box.id}_preview`);
    if (there) return there;
    const line = document.createElement("span");
    line.id = `${box.id}_preview`;
    line.className = "input-preview";
    line.setAttribute("aria-live", "polite");
    (box.closest(".flex-container") ?? box.parentElement.lastElementChild).after(line);
    return line;
  };

  const tell = (box, words, isError = false) => {
    const line = lineOf(box);
    line.textContent = words;
    line.classList.toggle("input-preview-error", isError);
  };

  const ask = async (box, isLeft) => {
    const typed = box.value;
    box.dataset.read = typed;
    if (!READABLE.test(typed)) {
      tell(box, "");
      return;
    }
    const answer = await fetch(`${box.dataset.previewUrl}?${new URLSearchParams({go: typed})}`);
    if (!answer.ok || box.value !== typed) return;
    const {preview, error} = await answer.json();
    if (isLeft) tell(box, preview || error, Boolean(error));
    else tell(box, preview); // half a day is no error yet
  };

  const askSoon = (box) => {
    clearTimeout(box.pause);
    box.pause = setTimeout(ask, PAUSE, box, false);
  };

  const changed = (box) => box.value !== (box.dataset.read ?? box.defaultValue);
  const onBox = (name, act) =>
    document.addEventListener(name, (event) => {
      const box = event.target.closest("[data-preview-url]");
      if (box) act(box);
    });

  onBox("input", askSoon);
  onBox("focusin", (box) => {
    lineOf(box); // there before it speaks, or no screen reader hears it
    if (changed(box)) askSoon(box); // the calendar writes without a word, then puts the cursor here
  });
  onBox("focusout", (box) => {
    clearTimeout(box.pause);
    if (changed(box) || box.dataset.read) ask(box, true);
  });
})();
