// The files of a form: each is sent alone as soon as it is chosen, one after the other, and the form carries only its token.
"use strict";

(() => {
  const form = document.querySelector("#content-main > form");
  if (!form) return;
  const FILE_INPUT = "input[type=file][data-upload-url]";
  const LOST = "Mất kết nối với máy chủ khi gửi tệp; hãy kiểm tra đường truyền rồi bấm Gửi lại.";
  const SIGNED_OUT = "Phiên làm việc đã hết nên chưa gửi được tệp; hãy đăng nhập lại ở một thẻ khác rồi bấm Gửi lại.";
  const GONE = "Tệp đã tải lên không còn ở máy chủ; hãy chọn lại tệp.";

  const queue = [];
  let isSending = false;
  let submitter = null; // the button that was clicked while files were sent
  let firstRefused = null;

  const fileInputs = () => [...form.querySelectorAll(FILE_INPUT)];
  const tokenInput = (input) => input.nextElementSibling; // by its place: the rows of an inline are renamed
  const boxOf = (input) => input.parentElement.querySelector(":scope > .pending-file");
  const urlOf = (input, token, action) => `${input.dataset.uploadUrl.replace(/them\/.*/, "")}${token}/${action}/`;
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
  const csrfToken = () => form.elements.csrfmiddlewaretoken.value;

  const element = (name, properties, ...children) => {
    const created = Object.assign(document.createElement(name), properties);
    created.append(...children);
    return created;
  };

  const show = (input, ...children) => {
    input.parentElement.querySelector(":scope > .file-to-choose-again")?.remove();
    let box = boxOf(input);
    if (!box) {
      box = element("div", {className: "pending-file", role: "status"});
      tokenInput(input).after(box);
    }
    box.dataset.token = "";
    box.replaceChildren(...children);
    return box;
  };

  const showProgress = (input, text, value) => {
    const progress = element("progress", {ariaLabel: text});
    if (value !== undefined) progress.value = value;
    show(input, text, progress);
  };

  const showFile = (input, file) => {
    const link = element("a", {href: file.url}, file.name);
    if (file.is_picture) link.prepend(element("img", {src: file.url, alt: "", width: 160}));
    const checkbox = element("input", {type: "checkbox", name: `${tokenInput(input).name}-remove`});
    const note = element("span", {className: "note"}, `${file.size}; đã tải lên, chưa lưu`);
    show(input, link, note, element("label", {}, checkbox, " Bỏ tệp này")).dataset.token = file.token;
  };

  const showRefusal = (input, sentence, file) => {
    firstRefused ??= input;
    const box = show(input, element("span", {className: "file-to-choose-again"}, file ? `“${file.name}”: ${sentence}` : sentence));
    return box;
  };

  const setToken = (input, token) => {
    const hidden = tokenInput(input);
    if (hidden.value && hidden.value !== token) remove(input, hidden.value);
    hidden.value = token;
    hidden.dispatchEvent(new Event("change", {bubbles: true}));
  };

  const remove = (input, token) => fetch(urlOf(input, token, "bo"), {method: "POST", headers: {"X-CSRFToken": csrfToken()}}).catch(() => {});

  const post = (input, file) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("size", file.size);
      data.append("file", file);
      request.open("POST", input.dataset.uploadUrl);
      request.setRequestHeader("X-CSRFToken", csrfToken());
      request.upload.addEventListener("progress", ({loaded, total}) => {
        showProgress(input, `Đang gửi “${file.name}”: ${megabytes(loaded)} / ${megabytes(total)}`, loaded / total);
      });
      request.upload.addEventListener("load", () => showProgress(input, `Đang xử lý “${file.name}”…`));
      request.addEventListener("load", () => {
        try {
          resolve(JSON.parse(request.responseText));
        } catch {
          resolve({error: request.status === 200 || request.status === 403 ? SIGNED_OUT : LOST, mayRetry: true});
        }
      });
      request.addEventListener("error", () => resolve({error: LOST, mayRetry: true}));
      request.send(data);
    });

  const send = async ({input, file}) => {
    if (file.size > Number(input.dataset.maxSize)) {
      showRefusal(input, input.dataset.tooLarge, file);
      input.value = "";
      return;
    }
    const answer = await post(input, file);
    if (!input.isConnected) {
      if (answer.token) remove(input, answer.token); // the row was removed meanwhile
    } else if (answer.token) {
      input.value = "";
      showFile(input, answer);
      setToken(input, answer.token);
    } else {
      const box = showRefusal(input, answer.error, file);
      if (answer.mayRetry) box.append(element("button", {type: "button", onclick: () => add(input, file)}, "Gửi lại"));
      else input.value = "";
    }
  };

  const add = (input, file) => {
    const earlier = queue.findIndex((job) => job.input === input);
    if (earlier >= 0) queue.splice(earlier, 1);
    queue.push({input, file});
    showProgress(input, `“${file.name}” chờ đến lượt`);
    run();
  };

  const run = async () => {
    if (isSending) return;
    isSending = true;
    while (queue.length) {
      showWaiting();
      await send(queue.shift());
    }
    isSending = false;
    finish();
  };

  // A form that is submitted while files are sent is submitted when they are there, unless one was refused.

  const waiting = element("span", {className: "note", role: "status"});
  const showWaiting = () => {
    waiting.textContent = submitter ? `Đang gửi tệp (còn ${queue.length + 1}); biểu mẫu được lưu ngay khi xong.` : "";
    if (submitter) form.querySelector(".submit-row")?.append(waiting);
  };

  const finish = () => {
    waiting.textContent = "";
    const [button, refused] = [submitter, firstRefused];
    submitter = firstRefused = null;
    if (!button) return;
    if (refused) refused.focus();
    else form.requestSubmit(button);
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || !isSending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      submitter = event.submitter ?? form.querySelector('[name="_save"]');
      showWaiting();
    },
    true,
  );

  // A token that was put into the form by another script or by the browser, such as that of a restored draft.

  const showToken = async (input) => {
    const token = tokenInput(input).value;
    const box = boxOf(input);
    if (!token) {
      if (box?.dataset.token) box.remove();
    } else if (box?.dataset.token !== token) {
      const answer = await fetch(urlOf(input, token, "du-lieu")).then((response) => response.json()).catch(() => ({}));
      if (answer.token) return showFile(input, answer);
      tokenInput(input).value = "";
      showRefusal(input, GONE);
    }
  };

  form.addEventListener("change", ({target}) => {
    if (target.matches(FILE_INPUT) && target.files.length) add(target, target.files[0]);
    const input = target.closest(".pending-file") ? target.closest(".pending-file").parentElement.querySelector(FILE_INPUT) : target.previousElementSibling;
    if (!input?.matches(FILE_INPUT)) return;
    if (target === tokenInput(input)) showToken(input);
    else if (target.checked) {
      boxOf(input).remove();
      setToken(input, "");
    }
  });
  form.addEventListener(
    "click",
    ({target}) => {
      const row = target.closest(".inline-deletelink")?.closest(".inline-related, tr");
      for (const input of row?.querySelectorAll(FILE_INPUT) ?? []) if (tokenInput(input).value) remove(input, tokenInput(input).value);
    },
    true,
  );
  fileInputs().forEach(showToken);
})();
