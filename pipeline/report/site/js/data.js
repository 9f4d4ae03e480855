// The data, loaded in parts: a page from file:// may load scripts, but not fetch files.
"use strict";

(() => {
  const received = new Map();
  const promises = new Map();

  Wartafakta.receive = (name, value) => received.set(name, value);

  // The value of a part; each is loaded once.
  function part(name) {
    if (!promises.has(name)) promises.set(name, load(name));
    return promises.get(name);
  }

  function load(name) {
    return new Promise((resolve, reject) => {
      const file = `data/${name}.js`;
      const script = document.createElement("script");
      script.src = Wartafakta.scriptURLs.createScriptURL(file);
      script.onload = () => {
        script.remove();
        const value = received.get(name);
        received.delete(name);
        if (value === undefined) reject(new Error(file));
        else resolve(value);
      };
      script.onerror = () => {
        promises.delete(name);
        reject(new Error(file));
      };
      document.head.append(script);
    });
  }

  const numbered = (table, number) => part(`${table}-${String(number).padStart(4, "0")}`);

  // All parts of a table, one after the other so that the page stays alive; tells how far it is.
  async function all(table, count, progress = () => {}) {
    const parts = [];
    for (let number = 0; number < count; number += 1) {
      progress(number, count);
      parts.push(await numbered(table, number));
    }
    return parts;
  }

  const named = (columns, row) =>
    Object.fromEntries(columns.map((column, index) => [column, row[index]]));

  let catalogue = null;
  const numbers = new Map();

  // The articles in order, each with its number n.
  function articles(progress) {
    catalogue ??= (async () => {
      const { columns, parts } = Wartafakta.overview.articles;
      const rows = (await all("articles", parts, progress)).flat();
      return rows.map((row, n) => {
        numbers.set(row[0], n);
        return { n, ...named(columns, row) };
      });
    })();
    return catalogue;
  }

  async function articleById(id) {
    const list = await articles();
    return numbers.has(id) ? list[numbers.get(id)] : null;
  }

  const fact = (table, row) => ({ table, ...named(Wartafakta.overview.facts[table].columns, row) });

  // The facts that the overview lists as the least sure, by table, each with the id of its article.
  function leastSure() {
    return Object.entries(Wartafakta.overview.leastSure).map(([table, rows]) =>
      [table, rows.map(([articleId, ...row]) => ({ articleId, ...fact(table, row) }))]);
  }

  // All facts of a table.
  async function facts(table, progress) {
    const parts = await all(table, Wartafakta.overview.facts[table].parts, progress);
    return parts.flatMap((rows) => rows.map((row) => fact(table, row)));
  }

  // An article with its text and its facts, these in the order of the text.
  async function article(n) {
    const { articlesPerPart, texts, facts: tables } = Wartafakta.overview;
    const number = Math.floor(n / articlesPerPart);
    const names = Object.keys(tables);
    const [about, list, ...parts] = await Promise.all(
      [numbered("texts", number), articles(), ...names.map((name) => numbered(name, number))]);
    const found = names.flatMap((name, index) => parts[index]
      .filter((row) => row[1] === n).map((row) => fact(name, row)));
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    return { ...list[n], ...named(texts.columns, about[n % articlesPerPart]), found };
  }

  async function rejects(progress) {
    const { columns, parts } = Wartafakta.overview.rejects;
    return (await all("rejects", parts, progress)).flat().map((row) => named(columns, row));
  }

  Object.assign(Wartafakta, { part, data: { articles, articleById, article, facts, leastSure, rejects } });
})();
