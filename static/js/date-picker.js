// Beside the label of a date, or beside the date in a short form: a button that opens the calendar of the browser. Alt and arrow down in the input open it too.
"use strict";

(() => {
  const INPUT = "input[data-date]";
  const FIELD = ".field, .form-field";
  const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
  const calendars = new WeakMap();

  const asIsoDate = (text) => {
    const [, day, month, year] = text.trim().match(DATE) ?? [];
    return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
  };

  const createCalendar = (input) => {
    const calendar = document.createElement("input");
    calendar.type = "date";
    calendar.className = "date-picker"; // invisible; the browser opens its calendar below it
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    calendar.addEventListener("change", () => {
      input.value = calendar.value.split("-").reverse().join("/");
      for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, {bubbles: true}));
      input.focus();
    });
    input.after(calendar);
    calendars.set(input, calendar);
    return calendar;
  };

  const open = (input) => {
    const calendar = calendars.get(input) ?? createCalendar(input);
    calendar.value = asIsoDate(input.value);
    calendar.showPicker();
  };

  // A new row of an inline is a copy, so the handler is on the document.
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".date-button");
    const input = button?.closest(FIELD).querySelector(INPUT);
    if (input) open(input);
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "ArrowDown" || !event.target.matches(INPUT)) return;
    event.preventDefault();
    open(event.target);
  });

  for (const input of document.querySelectorAll(`:is(${FIELD}) ${INPUT}`)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "field-action date-button link-button";
    button.tabIndex = -1; // a date is typed faster, and the keys open the calendar
    button.textContent = "Lịch";
    (input.closest(FIELD).querySelector(".field-label") ?? input).after(button);
  }
})();
