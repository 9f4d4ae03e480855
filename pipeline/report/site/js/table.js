// Tables to search, filter and sort: one for each kind of fact, one of the articles, one of the rejects.
//
// Tabulator shows only the rows in sight, so that a hundred thousand do no harm; what may be filtered is this
// page's own form, with labels.
"use strict";

(() => {
  const { h, t, narrow, sources, filters } = Wartafakta;
  const { number } = Wartafakta.language;
  const PRINTED_ROWS = 500;

  async function show(container, source, query, path, isCurrent) {
    const status = h("p", { class: "status", role: "status" });
    const frame = h("div", { class: `table-frame ${source.kind}` });
    let table = null;
    const form = filters.build(source, query, () => {
      remember();
      filter();
      sort();
    });
    // Whoever comes back from an article finds the row that led there.
    frame.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-row]");
      if (!link) return;
      const here = filters.values(form);
      here.set("fakta", link.dataset.row);
      history.replaceState(null, "", `${path}?${here}`);
      Wartafakta.lastTable = location.hash;
    });
    container.append(h("div", { class: "heading" }, h("h1", {}, source.title), status), form, frame);
    const rows = await source.rows((done, all) => {
      status.textContent = t("loading", { done: done + 1, all });
    });
    if (!isCurrent()) return;

    table = await build();
    if (!isCurrent()) {
      table.destroy();
      return;
    }
    filter();
    const changedWidth = async () => {
      table.destroy();
      table = await build();
      filter();
    };
    const beforePrint = () => frame.after(printed());
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

    // A table in the order of the form, once Tabulator has built it.
    function build() {
      const element = h("div", {});
      frame.replaceChildren(element);
      const card = {
        field: "card", title: source.title, headerSort: false, formatter: (cell) => source.card(cell.getData()),
      };
      // Fields that only sort stand unseen beside the card.
      const columns = narrow.matches
        ? [card, ...source.columns.map((one) => ({ ...one, visible: false }))] : source.columns;
      const made = new Tabulator(element, {
        data: rows, index: source.id ?? "id", columns, height: "100%", layout: "fitColumns",
        initialSort: filters.sortOf(filters.values(form)), placeholder: t("no_rows"),
        headerSortClickElement: "header", headerVisible: !narrow.matches, columnDefaults: { resizable: "header" },
        rowHeight: narrow.matches ? source.cardHeight : 34,
      });
      return new Promise((resolve) => {
        made.on("tableBuilt", () => {
          // A focusable element without a role has no place in a grid; whoever uses the keyboard scrolls with the
          // links in the rows.
          element.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
          made.on("dataSorted", sorted);
          resolve(made);
        });
      });
    }

    // The address holds what the form holds.
    function remember() {
      const given = filters.values(form);
      history.replaceState(null, "", `${path}${given.size ? `?${given}` : ""}`);
    }

    function filter() {
      table.setFilter(filters.matcher(source, filters.values(form)));
      const found = table.getDataCount("active");
      status.textContent = t("rows", { shown: number(found), all: number(rows.length) });
      // A grid has a row, be it the head.
      table.element.setAttribute("role", found || !narrow.matches ? "grid" : "group");
    }

    function sort() {
      const [wanted] = filters.sortOf(filters.values(form));
      const [has] = table.getSorters();
      if (wanted && (wanted.column !== has?.field || wanted.dir !== has?.dir)) table.setSort([wanted]);
      else if (!wanted && has) table.clearSort();
    }

    // Whoever sorts with a head of the table finds the form say so too.
    function sorted([sorter]) {
      const order = sorter ? `${sorter.dir === "desc" ? "-" : ""}${sorter.field}` : "";
      if (form.elements.urut.value === order) return;
      form.elements.urut.value = order;
      remember();
    }

    async function find(factId) {
      const row = table.getRow(factId);
      if (!row || row.getPosition() === false) return;
      await table.scrollToRow(row, "center", false);
      row.getElement().classList.add("sought");
      row.getElement().querySelector("a")?.focus();
    }

    // A table of its own for the printer: the one on the screen holds only the rows in sight.
    function printed() {
      const found = table.getRows("active");
      const kept = found.slice(0, PRINTED_ROWS).map((row) => row.getData());
      const columns = source.columns.filter(({ print }) => print !== false);
      return h("div", { class: "printed" },
        found.length > kept.length
          && h("p", {}, t("print.cut", { shown: number(kept.length), all: number(found.length) })),
        h("table", {},
          h("thead", {}, h("tr", {}, columns.map(({ title }) => h("th", {}, title)))),
          h("tbody", {}, kept.map((row) => h("tr", {}, columns.map(({ formatter }) =>
            h("td", {}, formatter({ getData: () => row }))))))));
    }
  }

  Wartafakta.views.facts = (container, table, ...rest) => show(container, sources.facts(table), ...rest);
  Wartafakta.views.articles = (container, ...rest) => show(container, sources.articles(), ...rest);
  Wartafakta.views.rejects = (container, ...rest) => show(container, sources.rejects(), ...rest);
})();
