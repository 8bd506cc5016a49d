// On all pages of the staff: drafts of saved forms and of users who signed out are erased, and the end of the session is announced.
"use strict";

(() => {
  const COOKIE = "forms_done";
  const PREFIX = "draft:";
  const keysWith = (test) => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && test(key.slice(PREFIX.length)));
  const forget = (test) => {
    for (const key of keysWith(test)) localStorage.removeItem(key);
  };

  const eraseDone = () => {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${COOKIE}=`));
    if (!cookie) return;
    for (const entry of decodeURIComponent(cookie.slice(COOKIE.length + 1)).replaceAll('"', "").split("|")) {
      const [user, number] = entry.split(".");
      if (number === "all") forget((key) => key.startsWith(`${user}:`));
      else forget((key) => key.startsWith(`${user}:`) && key.endsWith(`:${number}`));
    }
    document.cookie = `${COOKIE}=; Max-Age=0; Path=${document.documentElement.dataset.index}; SameSite=Lax`;
  };
  eraseDone();

  const {user, sessionSeconds, session: url} = document.documentElement.dataset;
  if (!user) return;
  document.getElementById("logout-form")?.addEventListener("submit", () => forget((key) => key.startsWith(`${user}:`)));

  // The session ends at a fixed moment; only the button prolongs it.

  const WARNING = 5 * 60 * 1000; // ms before the end
  const CHECK = 15 * 1000; // ms between two looks at the clock, which goes on while the computer sleeps
  let end = Date.now() + Number(sessionSeconds) * 1000;
  let isDismissed = false;

  const ask = async (options) => {
    const response = await fetch(url, options).catch(() => null);
    if (!response) return;
    const seconds = response.ok && !response.redirected ? (await response.json()).seconds : 0;
    end = Date.now() + seconds * 1000;
  };

  const dialog = document.createElement("dialog");
  dialog.className = "session-dialog";
  dialog.setAttribute("aria-labelledby", "session-heading");
  const heading = document.createElement("h2");
  heading.id = "session-heading";
  const text = document.createElement("p");
  const actions = document.createElement("p");
  actions.className = "actions";
  const button = (label, className, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = label;
    element.addEventListener("click", act);
    actions.append(element, " ");
    return element;
  };
  const more = button("Tiếp tục làm việc", "button", async () => {
    const csrfmiddlewaretoken = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
    await ask({method: "POST", body: new URLSearchParams({csrfmiddlewaretoken})});
    isDismissed = false;
    if (end - Date.now() > WARNING) dialog.close();
    else show();
  });
  button("Đóng", "button button-quiet", () => dialog.close());
  dialog.addEventListener("close", () => {
    isDismissed = end - Date.now() <= WARNING;
  });
  dialog.append(heading, text, actions);

  const show = () => {
    const hasEnded = end <= Date.now();
    const time = new Date(end).toLocaleTimeString("vi-VN", {hour: "2-digit", minute: "2-digit"});
    heading.textContent = hasEnded ? "Phiên làm việc đã hết" : "Phiên làm việc sắp hết";
    text.textContent = hasEnded
      ? "Nội dung đang gõ vẫn còn trong trang này. Khi bấm lưu, cổng hỏi đăng nhập rồi mở lại biểu mẫu."
      : `Phiên làm việc hết lúc ${time}. Nếu còn làm, hãy bấm “Tiếp tục làm việc”.`;
    more.hidden = hasEnded;
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
  };

  let hasEnded = false;
  const look = async () => {
    if (hasEnded || end - Date.now() > WARNING) return;
    if (!dialog.open && !isDismissed) await ask(); // another window may have prolonged the session
    if (end - Date.now() > WARNING) {
      if (dialog.open) dialog.close();
      return;
    }
    hasEnded = end <= Date.now();
    if (!isDismissed || hasEnded) show();
  };
  setInterval(look, CHECK);
})();
