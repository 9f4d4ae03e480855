// The form above a table, and what it means: which rows fit, and in which order they stand.
"use strict";

(() => {
  const { h, t, select, judgements } = Wartafakta;
  const { number } = Wartafakta.language;
  const { isLow, regionName } = Wartafakta.facts;

  // The form above a table; its fields are the query of the address, so that a view can be bookmarked and the
  // browser's back button brings it back.
  function build(source, query, changed) {
    const field = (name, label, input) => h("span", { class: `field field-${name}` },
      h("label", { for: `filter-${name}` }, label), input);
    const chosen = (name, options) =>
      select({ id: `filter-${name}`, name }, [["", t("all")], ...options], query.get(name) ?? "");
    const ofDay = (name, label) => field(name, label,
      h("input", { id: `filter-${name}`, type: "date", name, value: query.get(name) }));
    const tick = (name, label) => h("label", { class: "tick" },
      h("input", { type: "checkbox", name, value: "1", checked: query.get(name) === "1" }), label);
    const provinces = Object.keys(Wartafakta.tiles).map((code) => [code, regionName(code)]);
    const wanted = query.get("wilayah");
    if (wanted && !Wartafakta.tiles[wanted]) provinces.unshift([wanted, regionName(wanted) || wanted]);
    const sortable = source.columns.flatMap(({ field: name, title }) =>
      [[name, `${title} ↑`], [`-${name}`, `${title} ↓`]]);
    const more = [
      ...source.choices.map(([name, label, options]) => field(name, label, chosen(name, options))),
      source.hasDay && [ofDay("dari", t("filter.from")), ofDay("sampai", t("filter.to"))],
      source.isFact && field("nilai", t("filter.verdict"), chosen("nilai",
        [...judgements.VERDICTS, "none"].map((one) => [one, t(`verdict.${one}`)]))),
      field("urut", t("sort"), select({ id: "filter-urut", name: "urut" },
        [["", t("sort.article")], ...sortable], query.get("urut") ?? "")),
    ].flat();
    const names = ["dari", "sampai", "nilai", ...source.choices.map(([name]) => name)];
    const form = h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      field("cari", t("search"), h("input", {
        id: "filter-cari", type: "search", name: "cari", value: query.get("cari"),
        placeholder: t("search.hint"), autocomplete: "off",
      })),
      source.hasRegion && field("wilayah", t("region"), chosen("wilayah", provinces)),
      h("span", { class: "ticks" },
        source.isFact && tick("cek", t("filter.low")),
        source.hasDay && Wartafakta.overview.articles.copies > 0 && tick("asli", t("filter.copies"))),
      h("button", { type: "reset", class: "quiet" }, t("filter.reset")),
      h("details", { class: "more-filters", open: !Wartafakta.narrow.matches || names.some((name) => query.get(name)) },
        h("summary", {}, t("filter.more")), h("div", { class: "fields" }, more)));
    let waiting;
    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      // While someone types, not every letter filters.
      waiting = setTimeout(changed, event.target.type === "search" ? 200 : 0);
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const input of form.elements) {
        if (input.type === "checkbox") input.checked = false;
        else if (input.name) input.value = "";
      }
      changed();
    });
    return form;
  }

  const values = (form) => new URLSearchParams([...new FormData(form)].filter(([, given]) => given));

  // A function of a row that tells whether it fits the query.
  function matcher(source, query) {
    const tests = [];
    const words = (query.get("cari") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) {
      tests.push((row) => {
        row.search ??= source.searched(row).filter(Boolean).join(" ").toLowerCase();
        return words.every((word) => row.search.includes(word));
      });
    }
    for (const [name] of source.choices) {
      const wanted = query.get(name);
      if (wanted) tests.push((row) => row[name] === wanted);
    }
    const region = query.get("wilayah");
    if (region) tests.push((row) => row.region_code === region || row.region_code?.startsWith(`${region}.`));
    const from = query.get("dari");
    if (from) tests.push((row) => row.published >= from && row.published !== null);
    const to = query.get("sampai");
    if (to) tests.push((row) => row.published !== null && row.published <= to);
    if (query.get("cek")) tests.push(isLow);
    if (query.get("asli")) tests.push((row) => !row.article.duplicate_of);
    const verdict = query.get("nilai");
    if (verdict) tests.push((row) => (judgements.verdict(row.article, row) ?? "none") === verdict);
    return (row) => tests.every((test) => test(row));
  }

  const sortOf = (query) => {
    const given = query.get("urut");
    return given ? [{ column: given.replace(/^-/, ""), dir: given.startsWith("-") ? "desc" : "asc" }] : [];
  };

  Wartafakta.filters = { build, values, matcher, sortOf };
})();
