// What may become markup or a script address, for browsers with Trusted Types; loaded before all else.
"use strict";

// The one name that these scripts share; a part of the data hands itself over with Wartafakta.receive.
const Wartafakta = {};

(() => {
  // Tabulator puts its furniture into the page with innerHTML; all cells are made as nodes. Markup of any
  // other kind throws, so a text of an article that came this way would break the page rather than run in it.
  const furniture = new Set(["", "&nbsp;", "<div class='tabulator-arrow'></div>"]);

  function createHTML(markup) {
    if (furniture.has(markup) || !/[<&]/.test(markup)) return markup;
    throw new TypeError(`no markup may be made of ${markup.slice(0, 80)}`);
  }

  function createScriptURL(address) {
    if (/^data\/[a-z_]+(-\d{4,})?\.js$/.test(address)) return address;
    throw new TypeError(`no script may be loaded from ${address.slice(0, 80)}`);
  }

  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", { createHTML });
    Wartafakta.scriptURLs = trustedTypes.createPolicy("wartafakta-parts", { createScriptURL });
  } else {
    Wartafakta.scriptURLs = { createScriptURL };
  }
})();
