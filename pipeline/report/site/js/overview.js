// The first view: how much there is, of which day and region, what to check first, what was rejected.
"use strict";

(() => {
  const { h, svg, t, select, data, put, fill } = Wartafakta;
  const { number, confidence, day, month } = Wartafakta.language;
  const { articleLink, regionName, summary } = Wartafakta.facts;
  // More bars than this are too thin to read on a phone, and days become months, months years.
  const BARS = 62;
  const TOP = 10;
  // On a phone the map is in two halves, one below the other; the eastern one begins with this column.
  const EAST = 8;

  function show(container) {
    const { overview } = Wartafakta;
    const total = Object.values(overview.facts).reduce((sum, table) => sum + table.rows, 0);
    const charts = h("div", { class: "charts" });
    const choice = select({ id: "counted", onchange: () => drawCharts(charts, Number(choice.value)) },
      overview.counted.map((name, index) => [index, t(`table.${name}`)]), 0);
    put(container,
      h("h1", {}, t("overview")),
      h("p", { class: "lead" }, t("overview.lead",
        { articles: number(overview.articles.rows), facts: number(total) })),
      cards(overview),
      leastSure(overview),
      h("p", { class: "choice" }, h("label", { for: "counted" }, t("show_by")), choice),
      charts,
      rejects(overview.rejects),
    );
    drawCharts(charts, 0);
  }

  function card(name, count, note, address, warn) {
    return h("a", { class: `card ${name}`, href: address },
      h("span", { class: "name" }, t(`table.${name}`)),
      h("span", { class: "figure" }, number(count)),
      h("span", { class: warn ? "note warn" : "note" }, note));
  }

  function cards({ articles, facts, rejects: rejected }) {
    const copies = articles.copies
      ? t("copies", { count: number(articles.copies) }) : t("no_copies");
    return h("div", { class: "cards" },
      card("articles", articles.rows, copies, "#/artikel", false),
      Object.entries(facts).map(([name, { rows, low }]) => card(name, rows,
        low ? t("low.count", { count: number(low) }) : t("low.none"), `#/fakta/${name}`, low > 0)),
      card("rejects", rejected.rows, t("inputs_rejected"), "#/ditolak", rejected.rows > 0));
  }

  function leastSure({ facts, lowConfidence }) {
    const low = data.leastSure();
    if (!low.length) return null;
    const count = low.reduce((sum, [table]) => sum + facts[table].low, 0);
    return h("section", { "aria-labelledby": "check-first" },
      h("h2", { id: "check-first" }, t("low.title")),
      h("p", {}, t("low.lead", { count: number(count), threshold: confidence(lowConfidence) })),
      h("div", { class: "least-sure" }, low.map(([table, rows]) => h("div", {},
        h("h3", { class: `kind t-${table}` }, t(`table.${table}`)),
        h("ul", {}, rows.map((fact) => h("li", {}, h("a", { href: articleLink(fact.articleId, fact.fact_id) },
          h("span", { class: "quote" }, h("span", { class: "before" }, h("bdi", {}, fact.before)),
            h("b", {}, fact.mention), h("span", { class: "after" }, fact.after)),
          h("span", { class: "said" }, h("span", {}, summary(fact)),
            h("span", { class: "sure" }, confidence(fact.confidence))))))),
        h("p", { class: "more" }, h("a", { href: `#/fakta/${table}?cek=1&urut=confidence` },
          t("low.all", { count: number(facts[table].low) })))))));
  }

  function drawCharts(container, index) {
    const name = t(`table.${Wartafakta.overview.counted[index]}`);
    fill(container, timeline(index, name), provinces(index, name), leadingRegions(index, name));
  }

  // Days, months or years with their counts, empty ones between them included.
  function periods(index) {
    const days = Wartafakta.overview.days.filter(([iso]) => iso);
    const counts = (length) => {
      const sums = new Map();
      for (const row of days) {
        const period = row[0].slice(0, length);
        sums.set(period, (sums.get(period) ?? 0) + row[index + 1]);
      }
      return sums;
    };
    for (const [unit, length] of [["day", 10], ["month", 7], ["year", 4]]) {
      const sums = counts(length);
      const all = between([...sums.keys()], length);
      if (all.length <= BARS || unit === "year") {
        return { unit, bars: all.map((period) => [period, sums.get(period) ?? 0]) };
      }
    }
  }

  // Every period from the first to the last; a few more than fit are enough to know that they do not.
  function between(periods, length) {
    if (!periods.length) return [];
    const last = periods.at(-1);
    const all = [];
    const at = new Date(`${periods[0]}${"0000-01-01".slice(length)}T00:00:00Z`);
    for (let period = periods[0]; period <= last && (all.length <= BARS || length === 4);) {
      all.push(period);
      if (length === 10) at.setUTCDate(at.getUTCDate() + 1);
      else if (length === 7) at.setUTCMonth(at.getUTCMonth() + 1);
      else at.setUTCFullYear(at.getUTCFullYear() + 1);
      period = at.toISOString().slice(0, length);
    }
    return all;
  }

  const periodName = (period) =>
    ({ 10: day, 7: month, 4: (year) => year })[period.length](period);

  const periodEnd = (period) => {
    if (period.length === 10) return period;
    if (period.length === 4) return `${period}-12-31`;
    const end = new Date(`${period}-01T00:00:00Z`);
    end.setUTCMonth(end.getUTCMonth() + 1, 0);
    return end.toISOString().slice(0, 10);
  };

  function listOf(index, query) {
    const name = Wartafakta.overview.counted[index];
    return `${name === "articles" ? "#/artikel" : `#/fakta/${name}`}?${query}`;
  }

  function timeline(index, name) {
    const { unit, bars } = periods(index);
    const undated = Wartafakta.overview.days.find(([iso]) => !iso)?.[index + 1] ?? 0;
    const highest = Math.max(1, ...bars.map(([, count]) => count));
    const width = 100 / Math.max(bars.length, 1);
    const chart = svg("svg", { viewBox: "0 0 100 40", preserveAspectRatio: "none", "aria-hidden": "true" },
      bars.map(([period, count], at) => {
        const height = (count / highest) * 40;
        return svg("rect", {
          x: at * width + width * 0.1, y: 40 - height, width: width * 0.8, height, class: "bar",
        }, svg("title", {}, `${periodName(period)}: ${number(count)}`));
      }));
    return h("section", { class: "timeline", "aria-labelledby": "timeline" },
      h("h2", { id: "timeline" }, t("timeline"), " ", h("small", {}, `${name}, ${t(`timeline.${unit}`)}`)),
      bars.length ? [
        h("div", { class: "chart" }, h("span", { class: "highest" }, number(highest)), chart),
        h("p", { class: "axis" }, h("span", {}, periodName(bars[0][0])),
          bars.length > 1 && h("span", {}, periodName(bars.at(-1)[0]))),
        countTable([t("period"), name], bars.filter(([, count]) => count).map(([period, count]) => [
          h("a", { href: listOf(index, `dari=${periodStart(period)}&sampai=${periodEnd(period)}`) },
            periodName(period)), number(count)])),
      ] : h("p", {}, t("nothing")),
      undated > 0 && h("p", { class: "note" }, t("undated", { count: number(undated) })));
  }

  const periodStart = (period) => period + "0000-01-01".slice(period.length);

  function countTable(head, rows) {
    return h("details", {}, h("summary", {}, t("as_table")),
      h("table", { class: "counts" },
        h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell)))))));
  }

  const regionCounts = (index) => new Map(Wartafakta.overview.regions.map((row) => [row[0], row[index + 1]]));

  // Regions lead to the mentions of them, or to the facts of a table about them.
  function regionList(index, code) {
    const name = Wartafakta.overview.counted[index];
    return `#/fakta/${name === "articles" ? "regions" : name}?wilayah=${code}`;
  }

  function provinces(index, name) {
    const section = h("section", { class: "provinces", "aria-labelledby": "map" },
      h("h2", { id: "map" }, t("map"), " ", h("small", {}, name)));
    if (Wartafakta.overview.counted[index] === "dates") {
      section.append(h("p", {}, t("map.no_regions")));
      return section;
    }
    const counts = regionCounts(index);
    const tiles = Object.entries(Wartafakta.tiles);
    const highest = Math.max(1, ...tiles.map(([code]) => counts.get(code) ?? 0));
    const map = h("div", { class: "map" }, tiles.map(([code, { name: short, column, row }]) => {
      const count = counts.get(code) ?? 0;
      // Shades by the square root: one province with most of the news leaves the others distinct.
      const shade = count ? 1 + Math.min(4, Math.floor(Math.sqrt(count / highest) * 5)) : 0;
      const tile = h("a", {
        class: `tile shade-${shade}${column >= EAST ? " east" : ""}`,
        href: regionList(index, code),
        title: `${regionName(code)}: ${number(count)}`,
        "aria-label": `${regionName(code)}: ${number(count)}`,
      }, h("span", { class: "short" }, short), h("span", { class: "figure" }, number(count)));
      tile.style.setProperty("--column", column + 1);
      tile.style.setProperty("--row", row + 1);
      return tile;
    }));
    put(section, h("p", { class: "note" }, t("map.lead")),
      map,
      countTable([t("province"), name], tiles
        .map(([code]) => [code, counts.get(code) ?? 0]).sort((a, b) => b[1] - a[1])
        .map(([code, count]) => [h("a", { href: regionList(index, code) }, regionName(code)), number(count)])));
    return section;
  }

  function leadingRegions(index, name) {
    const rows = [...regionCounts(index)].filter(([code, count]) => code.length > 2 && count)
      .sort((a, b) => b[1] - a[1]).slice(0, TOP);
    if (!rows.length) return null;
    const highest = rows[0][1];
    return h("section", { class: "leading", "aria-labelledby": "leading" },
      h("h2", { id: "leading" }, t("top_regions"), " ", h("small", {}, name)),
      h("ol", { class: "bars" }, rows.map(([code, count]) => {
        const bar = h("span", { class: "bar" });
        bar.style.width = `${(count / highest) * 100}%`;
        return h("li", {}, h("a", { href: regionList(index, code) }, regionName(code) || code),
          h("span", { class: "track" }, bar), h("span", { class: "figure" }, number(count)));
      })));
  }

  function rejects({ rows, reasons }) {
    return h("section", { "aria-labelledby": "rejects" },
      h("h2", { id: "rejects" }, t("rejects.title")),
      rows === 0 ? h("p", {}, t("rejects.none")) : [
        reasons.map(([reason, count, shown]) => h("details", { class: "reason", open: reasons.length <= 3 },
          h("summary", {}, `${t(`value.reason.${reason}`)}: ${number(count)}`),
          h("ul", {}, shown.map(([path, record, , message]) => h("li", {},
            h("code", {}, record === null ? path : `${path} #${record}`), " ", message))),
          count > shown.length && h("p", {}, t("and_more", { count: number(count - shown.length) })))),
        h("p", { class: "more" }, h("a", { href: "#/ditolak" }, t("rejects.all"))),
      ]);
  }

  Wartafakta.views.overview = show;
})();
