// Reports each minute that the form is open, displays who else has it open, and reports when it is left.
"use strict";

(() => {
  const INTERVAL = 60_000; // ms
  const FIRST = 2_000; // ms, after the report of the page before that it was left
  const note = document.getElementById("opened-by");
  if (!note) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = (values) => new URLSearchParams({csrfmiddlewaretoken: token, ...values});

  const refresh = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const response = await fetch(note.dataset.url, {method: "POST", body: body({})});
      if (!response.ok || response.redirected) return;
      const {text} = await response.json();
      if (note.textContent !== text) note.textContent = text;
      note.hidden = !text;
    } catch {
      // The server does not answer; the next minute may be better.
    }
  };

  setTimeout(refresh, FIRST);
  setInterval(refresh, INTERVAL);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("pageshow", (event) => event.persisted && refresh());
  window.addEventListener("pagehide", () => navigator.sendBeacon(note.dataset.url, body({leave: "1"})));
})();
