// What the page says, in the language chosen, and how it writes numbers and days.
"use strict";

(() => {
  const KEY = "wartafakta.language";
  let language = "id";
  let formats = {};

  function use(chosen) {
    language = chosen === "en" ? "en" : "id";
    document.documentElement.lang = language;
    const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
    formats = {
      number: new Intl.NumberFormat(language, { maximumFractionDigits: 4 }),
      confidence: new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      day: new Intl.DateTimeFormat(language, day),
      month: new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" }),
      collator: new Intl.Collator(language),
    };
  }

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser may forbid storage to pages from the disk
    }
  }

  function toggle() {
    use(language === "id" ? "en" : "id");
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // then the next page view starts in Indonesian again
    }
  }

  // The text of a key, with {names} filled in; the key itself where it is missing.
  function t(key, values = {}) {
    const text = Wartafakta.strings[language][key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  // The text of a key as pieces, with {names} replaced by nodes.
  const pieces = (key, nodes) =>
    t(key).split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? nodes[piece] : piece));

  const number = (value) => formats.number.format(value);
  const confidence = (value) => formats.confidence.format(value);
  const day = (iso) => (iso ? formats.day.format(new Date(`${iso}T00:00:00Z`)) : "");
  const month = (iso) => formats.month.format(new Date(`${iso}-01T00:00:00Z`));
  const compare = (a, b) => formats.collator.compare(a, b);

  Object.assign(Wartafakta, { t, pieces });
  Wartafakta.language = { use, remembered, toggle, number, confidence, day, month, compare };
})();
