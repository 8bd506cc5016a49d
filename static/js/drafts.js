// What is typed in a form and not saved: stored after a few seconds, and offered when the form is opened again. Texts of other kinds than
// those about private persons are stored in the browser; those about private persons on the server, encrypted. Files and passwords never are.
"use strict";

(() => {
  const opened = document.querySelector('input[name="_form"]');
  if (!opened) return;
  const form = opened.form;
  const {user, page, number, drafts: draftsUrl} = opened.dataset;
  const PREFIX = "draft:";
  const PAGE_PREFIX = `${PREFIX}${user}:${page}:`;
  const KEY = PAGE_PREFIX + number;
  const MAX_AGE = 7 * 24 * 3600 * 1000; // ms
  const DELAY = draftsUrl ? 10000 : 3000; // ms after a change
  const LEFT_OUT = /password|^csrfmiddlewaretoken$|^_reopen$|^reason-\d/i; // reasons of absence are for staff only
  const ADDRESS = ["_form", "action", "_selected_action"]; // the fields that tell the server which form it is
  const csrfToken = () => form.elements.csrfmiddlewaretoken.value;

  const fieldsOf = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.test(name) && form.elements[name]?.type !== "password");

  // Where drafts are stored: each has an id, the moment in words, and the fields.

  const timeOf = (moment) => {
    const date = new Date(moment);
    const time = date.toLocaleTimeString("vi-VN", {hour: "2-digit", minute: "2-digit"});
    return date.toDateString() === new Date().toDateString() ? time : `${time} ngày ${date.toLocaleDateString("vi-VN")}`;
  };

  const storedDraft = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };

  const browserDrafts = {
    save(fields) {
      try {
        localStorage.setItem(KEY, JSON.stringify({at: Date.now(), fields}));
      } catch {
        // The storage is full or switched off: the form works without it.
      }
    },
    discard(id = KEY) {
      localStorage.removeItem(id);
    },
    async list() {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) if (!(storedDraft(key)?.at > Date.now() - MAX_AGE)) localStorage.removeItem(key);
      const drafts = keys.filter((key) => key.startsWith(PAGE_PREFIX) && key !== KEY).map((id) => ({id, ...storedDraft(id)}));
      return drafts
        .filter((draft) => draft.fields)
        .sort((one, other) => other.at - one.at)
        .map((draft) => ({...draft, time: timeOf(draft.at), reopen: "form"}));
    },
  };

  let sending = null; // the request that has not been answered
  const ANSWER_TIMEOUT = 5000; // ms
  const post = (data, options = {}) => {
    const answer = fetch(draftsUrl, {method: "POST", body: new URLSearchParams({csrfmiddlewaretoken: csrfToken(), _form: opened.value, ...data}), signal: AbortSignal.timeout(ANSWER_TIMEOUT), ...options})
      .catch(() => null) // the server is away: the next change tries again
      .finally(() => sending === answer && (sending = null));
    sending = answer;
  };

  const serverDrafts = {
    save(fields, isLeaving) {
      post({fields: JSON.stringify(fields)}, {keepalive: isLeaving});
    },
    discard(id = "") {
      post({discard: id});
    },
    async list() {
      const response = await fetch(`${draftsUrl}?${new URLSearchParams({_form: opened.value})}`).catch(() => null);
      if (!response?.ok || response.redirected) return [];
      const {drafts} = await response.json();
      const address = fieldsOf().filter(([name]) => ADDRESS.includes(name));
      return drafts.map(({id, at}) => ({id, time: at, reopen: String(id), fields: address}));
    },
  };

  const storage = draftsUrl ? serverDrafts : browserDrafts;

  // Saving: only what differs from the form as it was opened.

  let initial = null;
  let saved = null;
  let timer = null;
  let isSubmitted = false;

  const save = (isLeaving = false) => {
    clearTimeout(timer);
    timer = null;
    if (initial === null || isSubmitted) return;
    const fields = fieldsOf();
    const text = JSON.stringify(fields);
    if (text === saved) return;
    if (text !== initial) storage.save(fields, isLeaving);
    else if (saved !== null && saved !== initial) storage.discard();
    saved = text;
  };
  const saveLater = () => {
    timer ??= setTimeout(save, DELAY);
  };

  for (const eventName of ["input", "change", "click", "formset:added", "formset:removed"]) document.addEventListener(eventName, saveLater);
  window.django?.jQuery?.(form).on("change", saveLater); // Select2 triggers its event through jQuery only
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  window.addEventListener("pagehide", () => save(true));
  // A draft must not arrive after the form that replaces it: the form waits for the answer.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || !sending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isSubmitted) return;
      isSubmitted = true;
      sending.then(() => {
        isSubmitted = false;
        form.requestSubmit(event.submitter);
      });
    },
    true,
  );
  form.addEventListener("submit", () => {
    if (draftsUrl) isSubmitted = true;
    else save();
  });
  window.addEventListener("pageshow", () => (isSubmitted = false));

  // Offering: the server displays the form with the stored values, because it knows rows, labels of choices and files.

  const reopen = (draft) => {
    const again = document.createElement("form");
    again.method = "post";
    again.enctype = "multipart/form-data";
    again.action = location.href;
    again.hidden = true;
    for (const [name, value] of [["csrfmiddlewaretoken", csrfToken()], ["_reopen", draft.reopen], ...draft.fields]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      again.append(field);
    }
    document.body.append(again);
    again.submit();
  };

  const offer = ([draft, ...others]) => {
    document.querySelector(".draft-offer")?.remove();
    if (!draft) return;
    const line = document.createElement("p");
    line.className = "message message-warning draft-offer";
    line.setAttribute("role", "status");
    const button = (text, className, act) => {
      const element = document.createElement("button");
      element.type = "button";
      element.className = className;
      element.textContent = text;
      element.addEventListener("click", act);
      line.append(" ", element);
    };
    line.append(`Bản chưa lưu lúc ${draft.time}:`);
    button("Khôi phục", "button", () => reopen(draft));
    button("Bỏ", "link-button", () => {
      storage.discard(draft.id);
      offer(others);
    });
    form.before(line);
  };

  const initialize = async () => {
    const isTyped = "typed" in opened.dataset; // the form displays what is not saved yet
    initial = isTyped ? "" : JSON.stringify(fieldsOf());
    if (isTyped) saveLater();
    else offer(await storage.list());
  };
  window.addEventListener("load", () => setTimeout(initialize)); // after the scripts that replace fields
})();
