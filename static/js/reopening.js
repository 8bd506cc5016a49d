// After signing in again the form goes on by itself.
"use strict";

document.getElementById("reopening-form").submit();
