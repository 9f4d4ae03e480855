// A small form for a fact that was missed or is to be corrected, with the columns that a gold fact has.
"use strict";

(() => {
  const { h, t, select } = Wartafakta;
  const { regionName, has } = Wartafakta.facts;
  const CODE = "\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?";
  // What a column holds before anyone chooses.
  const USUAL = { role_status: "definitive", qualifier: "exact", stage: "contesting", unit: "pasangan_calon",
    granularity: "day", kind: "absolute" };
  const NEEDED = new Set(["person", "role", "count", "value", "start_date", "end_date"]);
  const MAY_LACK = new Set(["election"]);

  // The fact that the reader enters, or null; `given` fills the form.
  function askForFact(article, given, title) {
    return new Promise((resolve) => {
      const fields = h("div", { class: "fields" });
      const tables = Object.keys(Wartafakta.overview.facts);
      const kind = select({ id: "fact-table", name: "table", onchange: () => draw(kind.value) },
        tables.map((name) => [name, t(`table.${name}`)]), given.table ?? "officials");
      const mention = h("textarea", { id: "fact-mention", name: "mention", rows: 2, required: true });
      mention.value = given.mention ?? "";
      const form = h("form", { method: "dialog" },
        h("h2", { id: "fact-form-title" }, title),
        labelled("fact-table", t("add.kind"), kind),
        labelled("fact-mention", t("column.mention"), mention),
        fields,
        h("p", { class: "actions" },
          h("button", { type: "submit", class: "finish" }, t("add.save")),
          h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, t("add.cancel"))),
        places());
      const dialog = h("dialog", { class: "fact-form", "aria-labelledby": "fact-form-title" }, form);
      let entered = null;
      mention.addEventListener("input", check);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        entered = read(form, kind.value);
        dialog.close();
      });
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(entered);
      });
      draw(kind.value);
      check();
      document.body.append(dialog);
      dialog.showModal();
      mention.focus();

      // A mention is a verbatim piece of the text, or nobody finds it again.
      function check() {
        mention.setCustomValidity(article.text.includes(mention.value) ? "" : t("add.not_verbatim"));
      }

      function draw(table) {
        const { gold, kinds, values } = Wartafakta.overview.facts[table];
        fields.replaceChildren(...gold.map((name) => {
          const id = `fact-${name}`;
          const value = table === given.table ? given[name] : USUAL[name];
          return labelled(id, t(name === "region_code" ? "column.region" : `column.${name}`),
            input(table, name, id, kinds[name], values[name], value));
        }));
      }
    });
  }

  const labelled = (id, label, control) => h("p", { class: "field" }, h("label", { for: id }, label), control);

  function input(table, name, id, kind, allowed, value) {
    if (kind === "choice") {
      const options = allowed.map((one) => [one, t(`value.${name}.${one}`)]);
      return select({ id, name }, MAY_LACK.has(name) ? [["", t("none")], ...options] : options, value ?? "");
    }
    if (kind === "flag") {
      return select({ id, name }, [["", t("no")], ["1", t("yes")]], value ? "1" : "");
    }
    const required = NEEDED.has(name) || (table === "regions" && name === "region_code");
    const types = { date: "date", number: "number", code: "text", text: "text" };
    return h("input", {
      id, name, required, type: types[kind], autocomplete: "off",
      value: has(value) ? String(value) : null,
      min: kind === "number" ? 0 : null, step: name === "count" ? 1 : "any",
      ...(kind === "code" ? { list: "fact-places", pattern: CODE, title: t("add.unknown_code") } : {}),
    });
  }

  // Provinces, kabupaten and kota to choose from, by name or by code.
  function places() {
    return h("datalist", { id: "fact-places" }, Object.keys(Wartafakta.overview.names)
      .filter((code) => code.length <= 5)
      .map((code) => h("option", { value: code }, `${code} ${regionName(code)}`)));
  }

  function read(form, table) {
    const { gold, kinds } = Wartafakta.overview.facts[table];
    const given = new FormData(form);
    const fact = { table, mention: given.get("mention") };
    for (const name of gold) {
      const value = (given.get(name) ?? "").trim();
      if (kinds[name] === "flag") fact[name] = value === "1";
      else if (kinds[name] === "number") fact[name] = value === "" ? null : Number(value);
      else fact[name] = value || null;
    }
    return fact;
  }

  Wartafakta.askForFact = askForFact;
})();
