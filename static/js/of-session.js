// Choices that belong to a session: the search of a field sends the session, or the meeting, that the form has.
"use strict";

(() => {
  const jQuery = window.django?.jQuery;
  if (!jQuery) return;
  const FIELDS = /(^|&)field_name=(topic|agenda_item|replaces|sitting|moved_to)(&|$)/;
  jQuery.ajaxPrefilter((options) => {
    if (!FIELDS.test(options.data)) return;
    for (const name of ["session", "meeting"]) {
      const value = document.getElementById(`id_${name}`)?.value;
      if (value) options.data += `&${name}=${encodeURIComponent(value)}`;
    }
  });
})();
