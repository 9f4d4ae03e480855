// Tables to search, filter and sort: one for each kind of fact, one of the articles, one of the rejects.
//
// Tabulator shows only the rows in sight, so that a hundred thousand do no harm; what may be filtered and sorted
// is this page's own form, with labels. Every cell is made of text nodes.
"use strict";

(() => {
  const { h, t, select, data, judgements } = Wartafakta;
  const { number, confidence, day, compare } = Wartafakta.language;
  const { isLow, value, regionName, articleLink, has, summary } = Wartafakta.facts;
  // Narrower than this a row becomes a card of some lines; css/table.css knows the same width.
  const narrow = window.matchMedia("(max-width: 44rem)");
  const WIDTHS = { number: 100, date: 115, flag: 90, choice: 130, code: 190, codes: 170, list: 110, text: 150 };
  const PRINTED_ROWS = 500;
  // Columns that matter less than others wait at the right end.
  const LAST = ["person_titles", "rank", "mentions", "granularity", "kind", "unit", "measure_text", "role_text"];
  const UNSEEN = ["region_name", "province_code"];

  const text = (content, title) => h("span", { title: title ?? content }, content);

  function sorter(a, b) {
    if (!has(a) || !has(b)) return Number(!has(a)) - Number(!has(b));
    if (typeof a === "string" && typeof b === "string") return compare(a, b);
    return Number(a) - Number(b);
  }
  const plainSorter = (a, b) => {
    if (!has(a) || !has(b)) return Number(!has(a)) - Number(!has(b));
    return a < b ? -1 : Number(a > b);
  };

  // A button in the head, so that sorting works from the keyboard; Tabulator hears the click on its way up.
  const head = (cell) => h("button", { type: "button", class: "sort" }, cell.getValue());

  function column(field, title, width, format, more = {}) {
    return {
      field, title, minWidth: width, sorter, titleFormatter: head, headerSortTristate: true,
      formatter: (cell) => format(cell.getData()), ...more,
    };
  }

  function sure(row) {
    return h("span", { class: isLow(row) ? "sure low" : "sure", title: isLow(row) ? t("low") : null },
      confidence(row.confidence), isLow(row) && [" ⚠", h("span", { class: "unseen" }, ` ${t("low")}`)]);
  }

  function verdictMark(row) {
    const given = judgements.verdict(row.article, row);
    return given ? h("span", { class: `verdict ${given}` }, t(`verdict.${given}`)) : text("");
  }

  function quote(row) {
    return h("span", { class: "quote" },
      h("span", { class: "before" }, h("bdi", {}, row.before)),
      h("a", {
        class: `t-${row.table}`, href: articleLink(row.article.article_id, row.fact_id),
        title: row.before + row.mention + row.after, data: { row: row.fact_id },
      }, row.mention),
      h("span", { class: "after" }, row.after));
  }

  const articleColumns = () => [
    column("published", t("column.published"), 115, (row) => text(day(row.published)), { sorter: plainSorter }),
    column("title", t("column.title"), 220, (row) =>
      h("a", { href: articleLink(row.article.article_id), title: row.title }, row.title)),
    column("outlet", t("column.outlet"), 110, (row) => text(row.outlet ?? "")),
  ];

  // What a table of facts shows and filters by.
  function factSource(table) {
    const { kinds, values } = Wartafakta.overview.facts[table];
    const own = Object.keys(kinds).filter((name) => !UNSEEN.includes(name));
    const ownColumns = (names) => names.map((name) => {
      const kind = kinds[name];
      const title = t(name === "region_code" ? "column.region" : `column.${name}`);
      const format = (row) => h("span", { class: kind === "number" ? "number" : null,
        title: value(table, name, row[name]) }, value(table, name, row[name]));
      const sort = kind === "choice"
        ? { sorter: (a, b) => sorter(value(table, name, a), value(table, name, b)) }
        : kind === "code" ? { sorter: (a, b) => sorter(regionName(a), regionName(b)) }
        : kind === "date" ? { sorter: plainSorter } : {};
      return column(name, title, WIDTHS[kind], format, sort);
    });
    return {
      title: t(`table.${table}`),
      kind: table,
      async rows(progress) {
        const articles = await data.articles();
        const rows = await data.facts(table, progress);
        for (const row of rows) {
          row.article = articles[row.n];
          row.published = row.article.published;
          row.title = row.article.title;
          row.outlet = row.article.outlet;
        }
        return rows;
      },
      id: "fact_id",
      columns: [
        column("mention", t("column.context"), 420, quote, { widthGrow: 4 }),
        ...ownColumns(own.filter((name) => !LAST.includes(name))),
        column("confidence", t("column.confidence"), 110, sure),
        column("verdict", t("column.verdict"), 100, verdictMark, {
          print: false,
          sorter: (a, b, one, other) => sorter(
            judgements.verdict(one.getData().article, one.getData()),
            judgements.verdict(other.getData().article, other.getData())),
        }),
        ...articleColumns(),
        ...ownColumns(own.filter((name) => LAST.includes(name))).map((one) => ({ ...one, print: false })),
        column("rule_id", t("column.rule_id"), 150, (row) => text(row.rule_id), { print: false }),
      ],
      card: (row) => h("div", { class: "row-card" },
        h("strong", {}, summary(row)),
        quote(row),
        h("span", { class: "foot" }, sure(row), verdictMark(row), text(day(row.published)), text(row.title))),
      searched: (row) => [row.mention, row.before, row.after, summary(row), row.region_code, row.title, row.outlet,
        row.rule_id, row.organization, row.role_text, row.measure_text, row.article.article_id],
      choices: Object.entries(values).map(([name, allowed]) => [name, t(`column.${name}`),
        allowed.map((one) => [one, t(`value.${name}.${one}`)])]),
      hasRegion: "region_code" in kinds,
      isFact: true,
    };
  }

  function reviewed(article) {
    const { done, judged } = judgements.of(article);
    if (done) return `✓ ${t("review.done")}`;
    return Object.keys(judged).length ? t("review.started") : "";
  }

  function articleSource() {
    return {
      title: t("table.articles"),
      kind: "articles",
      async rows(progress) {
        return (await data.articles(progress)).map((article) =>
          ({ ...article, article, review: reviewed(article) }));
      },
      id: "article_id",
      columns: [
        column("title", t("column.title"), 320, (row) =>
          h("a", { href: articleLink(row.article_id), title: row.title, data: { row: row.article_id } }, row.title), { widthGrow: 4 }),
        column("published", t("column.published"), 115, (row) => text(day(row.published)), { sorter: plainSorter }),
        column("outlet", t("column.outlet"), 140, (row) => text(row.outlet ?? "")),
        column("facts", t("column.facts"), 80, (row) => h("span", { class: "number" }, number(row.facts))),
        column("low", t("column.low"), 100, (row) => h("span", { class: "number" }, number(row.low))),
        column("review", t("review"), 130, (row) => h("span", { class: "done" }, reviewed(row))),
        column("duplicate_of", t("column.duplicate_of"), 150, (row) => (row.duplicate_of
          ? h("a", { href: articleLink(row.duplicate_of) }, row.duplicate_of) : text(""))),
        column("article_id", t("column.article_id"), 160, (row) => text(row.article_id)),
      ],
      card: (row) => h("div", { class: "row-card" },
        h("a", { href: articleLink(row.article_id), data: { row: row.article_id } }, row.title),
        h("span", { class: "foot" }, text(day(row.published)), text(row.outlet ?? ""),
          text(`${number(row.facts)} ${t("column.facts").toLowerCase()}`),
          row.duplicate_of && text(`${t("copy_of")} ${row.duplicate_of}`))),
      searched: (row) => [row.title, row.outlet, row.article_id],
      choices: [],
      hasRegion: false,
      isFact: false,
    };
  }

  function rejectSource() {
    const place = (row) => (row.record === null ? row.source_path : `${row.source_path} #${row.record}`);
    const reasons = Wartafakta.overview.rejects.reasons;
    return {
      title: t("rejects.title"),
      kind: "rejects",
      rows: data.rejects,
      id: null,
      columns: [
        column("source_path", t("column.source_path"), 260, (row) => text(row.source_path), { widthGrow: 2 }),
        column("record", t("column.record"), 90, (row) => h("span", { class: "number" }, row.record === null ? "" : number(row.record))),
        column("reason", t("column.reason"), 180, (row) => text(t(`value.reason.${row.reason}`))),
        column("message", t("column.message"), 360, (row) => text(row.message), { widthGrow: 3 }),
      ],
      card: (row) => h("div", { class: "row-card" }, h("strong", {}, t(`value.reason.${row.reason}`)),
        text(place(row)), text(row.message)),
      searched: (row) => [row.source_path, row.message, t(`value.reason.${row.reason}`)],
      choices: [["reason", t("column.reason"),
        reasons.map(([reason, count]) => [reason, `${t(`value.reason.${reason}`)} (${number(count)})`])]],
      hasRegion: false,
      isFact: false,
      hasDay: false,
    };
  }

  // The form above a table; its fields are the query of the address, so that a view can be bookmarked and the
  // browser's back button brings it back.
  function filterForm(source, query, changed) {
    const field = (name, label, input) => h("span", { class: `field field-${name}` },
      h("label", { for: `filter-${name}` }, label), input);
    const chosen = (name, options) => select({ id: `filter-${name}`, name }, [["", t("all")], ...options], query.get(name) ?? "");
    const tick = (name, label) => h("label", { class: "tick" },
      h("input", { type: "checkbox", name, value: "1", checked: query.get(name) === "1" }), label);
    const provinces = Object.keys(Wartafakta.tiles).map((code) => [code, regionName(code)]);
    const wanted = query.get("wilayah");
    if (wanted && !Wartafakta.tiles[wanted]) provinces.unshift([wanted, regionName(wanted) || wanted]);
    const sortable = source.columns.flatMap(({ field: name, title }) => [[name, `${title} ↑`], [`-${name}`, `${title} ↓`]]);
    const more = [
      ...source.choices.map(([name, label, options]) => field(name, label, chosen(name, options))),
      source.hasDay !== false && [
        field("dari", t("filter.from"), h("input", { id: "filter-dari", type: "date", name: "dari", value: query.get("dari") })),
        field("sampai", t("filter.to"), h("input", { id: "filter-sampai", type: "date", name: "sampai", value: query.get("sampai") })),
      ],
      source.isFact && field("nilai", t("filter.verdict"), chosen("nilai",
        [...judgements.VERDICTS, "none"].map((one) => [one, t(`verdict.${one}`)]))),
      field("urut", t("sort"), select({ id: "filter-urut", name: "urut" },
        [["", t("sort.article")], ...sortable], query.get("urut") ?? "")),
    ].flat();
    const names = ["wilayah", "dari", "sampai", "nilai", ...source.choices.map(([name]) => name)];
    const form = h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      field("cari", t("search"), h("input", {
        id: "filter-cari", type: "search", name: "cari", value: query.get("cari"),
        placeholder: t("search.hint"), autocomplete: "off",
      })),
      source.hasRegion && field("wilayah", t("region"), chosen("wilayah", provinces)),
      h("span", { class: "ticks" },
        source.isFact && tick("cek", t("filter.low")),
        source.hasDay !== false && Wartafakta.overview.articles.copies > 0 && tick("asli", t("filter.copies"))),
      h("button", { type: "reset", class: "quiet" }, t("filter.reset")),
      h("details", { class: "more-filters", open: names.slice(1).some((name) => query.get(name)) || !narrow.matches },
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

  async function show(container, source, query, path, isCurrent) {
    const status = h("p", { class: "status", role: "status" });
    const frame = h("div", { class: `table-frame ${source.kind}` });
    const form = filterForm(source, query, () => {
      const changed = values(form);
      history.replaceState(null, "", `${path}${changed.size ? `?${changed}` : ""}`);
      apply(changed);
    });
    // Whoever comes back from an article finds the row that led there.
    frame.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-row]");
      if (!link) return;
      const here = values(form);
      here.set("fakta", link.dataset.row);
      history.replaceState(null, "", `${path}?${here}`);
      Wartafakta.lastTable = location.hash;
    });
    container.append(h("div", { class: "heading" }, h("h1", {}, source.title), status), form, frame);
    const rows = await source.rows((done, all) => { status.textContent = t("loading", { done: done + 1, all }); });
    if (!isCurrent()) return;

    let table = build();
    await built(table);
    apply(query, true);
    const changedWidth = async () => {
      table.destroy();
      table = build();
      await built(table);
      apply(values(form), true);
    };
    const beforePrint = () => frame.after(printed(table));
    const afterPrint = () => container.querySelector(".printed")?.remove();
    narrow.addEventListener("change", changedWidth);
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
    Wartafakta.onLeave(() => {
      narrow.removeEventListener("change", changedWidth);
      window.removeEventListener("beforeprint", beforePrint);
      window.removeEventListener("afterprint", afterPrint);
      table.destroy();
    });
    const sought = query.get("fakta");
    if (sought && source.id) await find(sought);

    function build() {
      const element = h("div", {});
      frame.replaceChildren(element);
      const card = { field: "card", title: source.title, formatter: (cell) => source.card(cell.getData()), headerSort: false };
      // Fields that only sort stand unseen beside the card.
      const columns = narrow.matches
        ? [card, ...source.columns.map((one) => ({ ...one, visible: false }))] : source.columns;
      return new Tabulator(element, {
        data: rows, index: source.id ?? "id", columns, height: "100%", layout: "fitColumns",
        placeholder: t("no_rows"), headerSortClickElement: "header", columnDefaults: { resizable: "header" },
        rowHeight: narrow.matches ? 106 : 34, headerVisible: !narrow.matches,
      });
    }

    function apply(wanted, sortToo = false) {
      table.setFilter(matcher(source, wanted));
      const order = sortOf(wanted);
      if (sortToo || order.length || table.getSorters().length) {
        if (order.length) table.setSort(order);
        else if (table.getSorters().length) table.clearSort();
      }
      const found = table.getDataCount("active");
      status.textContent = t("rows", { shown: number(found), all: number(rows.length) });
      // A grid has a row, be it the head.
      table.element.setAttribute("role", found || !narrow.matches ? "grid" : "group");
    }

    async function find(factId) {
      const row = table.getRow(factId);
      if (!row || row.getPosition() === false) return;
      await table.scrollToRow(row, "center", false);
      row.getElement().classList.add("sought");
      row.getElement().querySelector("a")?.focus();
    }

    // A table of its own for the printer: the one on the screen holds only the rows in sight.
    function printed(of) {
      const found = of.getRows("active");
      const kept = found.slice(0, PRINTED_ROWS).map((row) => row.getData());
      const columns = source.columns.filter(({ print }) => print !== false);
      return h("div", { class: "printed" },
        found.length > kept.length && h("p", {}, t("print.cut", { shown: number(kept.length), all: number(found.length) })),
        h("table", {},
          h("thead", {}, h("tr", {}, columns.map(({ title }) => h("th", {}, title)))),
          h("tbody", {}, kept.map((row) => h("tr", {}, columns.map(({ formatter }) =>
            h("td", {}, formatter({ getData: () => row }))))))));
    }
  }

  // Tabulator builds itself a moment after it is made. A focusable element without a role has no place in a
  // grid; whoever uses the keyboard scrolls with the links in the rows.
  function built(table) {
    return new Promise((resolve) => {
      table.on("tableBuilt", () => {
        table.element.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
        resolve();
      });
    });
  }

  Wartafakta.views.facts = (container, table, ...rest) => show(container, factSource(table), ...rest);
  Wartafakta.views.articles = (container, ...rest) => show(container, articleSource(), ...rest);
  Wartafakta.views.rejects = (container, ...rest) => show(container, rejectSource(), ...rest);
})();
