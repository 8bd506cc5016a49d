// The photos of an article: several are chosen at once, and each gets a block of its own.
"use strict";

(() => {
  const group = document.getElementById("photos-group");
  if (!group) return;

  const fileInputs = () => [...group.querySelectorAll('.inline-related:not(.empty-form) input[type="file"]')];
  const isUnused = (input) =>
    !input.files.length && !input.nextElementSibling.value && !input.closest(".inline-related").classList.contains("has_original");

  const unusedInput = () => {
    const unused = fileInputs().find(isUnused);
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
    input.dispatchEvent(new Event("change", {bubbles: true})); // sends the file
  };

  const multiple = document.createElement("input");
  multiple.type = "file";
  multiple.multiple = true;
  multiple.accept = "image/jpeg,image/png,image/webp";
  multiple.id = "id_many_photos";
  multiple.addEventListener("change", () => {
    for (const file of multiple.files) addFile(file);
    multiple.value = "";
  });
  const label = document.createElement("label");
  label.htmlFor = multiple.id;
  label.textContent = "Chọn nhiều ảnh cùng lúc";
  const line = document.createElement("div");
  line.className = "many-photos";
  line.append(label, multiple);
  group.querySelector(".inline-head").after(line);
})();
