// The files of a session: each that is dropped or chosen is sent alone; the table of their documents follows when all are there.
"use strict";

(() => {
  const zone = document.querySelector(".drop-zone");
  if (!zone) return;
  const form = zone.closest("form");
  const input = zone.querySelector("input[type=file]");
  const messages = zone.querySelector(".sent-files");
  const LOST = "mất kết nối với máy chủ; hãy kiểm tra đường truyền rồi chọn lại tệp.";
  const SIGNED_OUT = "phiên làm việc đã hết; hãy đăng nhập lại ở một thẻ khác rồi chọn lại tệp.";
  let isSending = false;

  const message = (text) => messages.appendChild(Object.assign(document.createElement("li"), {textContent: text}));

  const post = async (file) => {
    if (file.size > Number(zone.dataset.maxSize)) return {error: zone.dataset.tooLarge};
    const data = new FormData();
    data.append("size", file.size);
    data.append("file", file);
    const headers = {"X-CSRFToken": form.elements.csrfmiddlewaretoken.value};
    try {
      const response = await fetch(zone.dataset.uploadUrl, {method: "POST", headers, body: data});
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return isJson ? await response.json() : {error: SIGNED_OUT};
    } catch {
      return {error: LOST};
    }
  };

  const send = async (files) => {
    if (isSending || !files.length) return;
    isSending = true;
    let refused = 0;
    messages.replaceChildren();
    for (const [number, file] of files.entries()) {
      const line = message(`Đang gửi tệp ${number + 1}/${files.length}: ${file.name}`);
      const answer = await post(file);
      if (answer.token) {
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name: "token", value: answer.token}));
        line.textContent = `${file.name}: đã gửi`;
      } else {
        refused += 1;
        line.className = "file-to-choose-again";
        line.textContent = `“${file.name}”: ${answer.error}`;
      }
    }
    input.value = "";
    isSending = false;
    if (refused === 0) form.requestSubmit(form.querySelector('[name="_preview"]'));
  };

  input.addEventListener("change", () => send([...input.files]));
  for (const name of ["dragover", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (name === "drop") send([...event.dataTransfer.files]);
    });
  }
})();
