// The pictures of an article: several chosen at once, each seen before it is sent.
"use strict";

(() => {
  const group = document.getElementById("photos-group");
  if (!group) return;
  const WIDTH = 240;

  const boxes = () => [...group.querySelectorAll('.inline-related:not(.empty-form) input[type="file"]')];

  const show = async (box) => {
    const block = box.closest(".form-row") ?? box.parentElement;
    block.querySelector("canvas")?.remove();
    if (!box.files.length) return;
    let picture;
    try {
      picture = await createImageBitmap(box.files[0]);
    } catch {
      return; // not a picture: the answer of the server says so
    }
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * picture.height) / picture.width);
    canvas.className = "photo-preview";
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    block.append(canvas);
  };

  const freeBox = () => {
    const free = boxes().find((box) => !box.files.length && !box.closest(".inline-related").classList.contains("has_original"));
    if (free) return free;
    group.querySelector(".add-row a").click();
    return boxes().at(-1);
  };

  const put = (file) => {
    const box = freeBox();
    const carrier = new DataTransfer();
    carrier.items.add(file);
    box.files = carrier.files;
    const order = box.closest(".inline-related").querySelector('input[name$="-order"]');
    if (order) order.value = boxes().indexOf(box) + 1;
    return show(box);
  };

  const many = document.createElement("input");
  many.type = "file";
  many.multiple = true;
  many.accept = "image/jpeg,image/png,image/webp";
  many.id = "id_many_photos";
  many.addEventListener("change", async () => {
    for (const file of many.files) await put(file);
    many.value = "";
  });
  const label = document.createElement("label");
  label.htmlFor = many.id;
  label.textContent = "Chọn nhiều ảnh cùng lúc:";
  const line = document.createElement("div");
  line.className = "many-photos";
  line.append(label, many);
  group.querySelector("h2").after(line);

  group.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target !== many) show(event.target);
  });
})();
