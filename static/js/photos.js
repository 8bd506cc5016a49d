// The photos of an article: several are chosen at once, and each is displayed before it is uploaded.
"use strict";

(() => {
  const group = document.getElementById("photos-group");
  if (!group) return;
  const WIDTH = 240; // px

  const fileInputs = () => [...group.querySelectorAll('.inline-related:not(.empty-form) input[type="file"]')];

  const show = async (input) => {
    const field = input.closest(".field").querySelector(".field-below");
    field.querySelector("canvas")?.remove();
    if (!input.files.length) return;
    let picture;
    try {
      picture = await createImageBitmap(input.files[0]);
    } catch {
      return; // not a picture: the server returns an error message
    }
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * picture.height) / picture.width);
    canvas.className = "photo-preview";
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    field.append(canvas);
  };

  const unusedInput = () => {
    const unused = fileInputs().find((input) => !input.files.length && !input.closest(".inline-related").classList.contains("has_original"));
    if (unused) return unused;
    group.querySelector(".add-row a").click();
    return fileInputs().at(-1);
  };

  const addFile = (file) => {
    const input = unusedInput();
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    const order = input.closest(".inline-related").querySelector('input[name$="-order"]');
    if (order) order.value = fileInputs().indexOf(input) + 1;
    return show(input);
  };

  const multiple = document.createElement("input");
  multiple.type = "file";
  multiple.multiple = true;
  multiple.accept = "image/jpeg,image/png,image/webp";
  multiple.id = "id_many_photos";
  multiple.addEventListener("change", async () => {
    for (const file of multiple.files) await addFile(file);
    multiple.value = "";
  });
  const label = document.createElement("label");
  label.htmlFor = multiple.id;
  label.textContent = "Chọn nhiều ảnh cùng lúc";
  const line = document.createElement("div");
  line.className = "many-photos";
  line.append(label, multiple);
  group.querySelector(".inline-head").after(line);

  group.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target !== multiple) show(event.target);
  });
})();
