// What each table shows: its rows, its columns, what is searched, and what a row looks like as a card.
//
// Every cell is made of text nodes.
"use strict";

(() => {
  const { h, t, data, judgements } = Wartafakta;
  const { number, confidence, day, compare } = Wartafakta.language;
  const { isLow, value, regionName, articleLink, has, summary } = Wartafakta.facts;
  const WIDTHS = { number: 100, date: 115, flag: 90, choice: 130, code: 190, codes: 170, list: 110, text: 150 };
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
      cardHeight: 106,
      hasRegion: "region_code" in kinds,
      hasDay: true,
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
          h("a", { href: articleLink(row.article_id), title: row.title, data: { row: row.article_id } }, row.title),
        { widthGrow: 4 }),
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
      cardHeight: 62,
      hasRegion: false,
      hasDay: true,
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
        column("record", t("column.record"), 110, (row) =>
          h("span", { class: "number" }, row.record !== null && number(row.record))),
        column("reason", t("column.reason"), 180, (row) => text(t(`value.reason.${row.reason}`))),
        column("message", t("column.message"), 360, (row) => text(row.message), { widthGrow: 3 }),
      ],
      card: (row) => h("div", { class: "row-card" }, h("strong", {}, t(`value.reason.${row.reason}`)),
        text(place(row)), text(row.message)),
      searched: (row) => [row.source_path, row.message, t(`value.reason.${row.reason}`)],
      choices: [["reason", t("column.reason"),
        reasons.map(([reason, count]) => [reason, `${t(`value.reason.${reason}`)} (${number(count)})`])]],
      cardHeight: 84,
      hasRegion: false,
      hasDay: false,
      isFact: false,
    };
  }

  Wartafakta.sources = { facts: factSource, articles: articleSource, rejects: rejectSource };
})();
