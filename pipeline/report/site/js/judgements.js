// What the reader decides of facts, kept in this browser: an entry for each article.
//
// An entry is bound to the article's text by its checksum, for the facts of another text are others. It holds
// each judged fact itself, as gold wants it: a later run over the same text may no longer find what was right.
"use strict";

(() => {
  const PREFIX = "wartafakta.judged/";
  const VERDICTS = ["right", "wrong", "doubtful"];
  const entries = new Map();
  let kept = true;

  function read() {
    entries.clear();
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(PREFIX)) entries.set(key.slice(PREFIX.length), parsed(localStorage.getItem(key)));
      }
    } catch {
      kept = false; // a browser may forbid storage to pages from the disk
    }
  }

  // Storage is shared by all pages from the disk: what is no entry of ours counts as an empty one.
  function parsed(text) {
    try {
      const { digest, judged, added, done } = JSON.parse(text);
      return { digest, judged: { ...judged }, added: Array.isArray(added) ? added : [], done: done === true };
    } catch {
      return fresh("");
    }
  }

  const fresh = (digest) => ({ digest, judged: {}, added: [], done: false });

  function of(article) {
    const entry = entries.get(article.article_id);
    return entry && entry.digest === article.digest ? entry : fresh(article.digest);
  }

  function change(article, edit) {
    const entry = structuredClone(of(article));
    edit(entry);
    const id = article.article_id;
    const empty = !entry.done && !entry.added.length && !Object.keys(entry.judged).length;
    if (empty) entries.delete(id);
    else entries.set(id, entry);
    try {
      if (empty) localStorage.removeItem(PREFIX + id);
      else localStorage.setItem(PREFIX + id, JSON.stringify(entry));
    } catch {
      kept = false;
    }
  }

  const verdict = (article, fact) => of(article).judged[fact.fact_id]?.verdict ?? null;

  // A fact with what gold says of it.
  function withVerdict(fact, given) {
    const { table, start, mention } = fact;
    const columns = Wartafakta.overview.facts[table].gold.map((column) => [column, fact[column]]);
    return { verdict: given, table, start, mention, ...Object.fromEntries(columns) };
  }

  // Judge a fact; the same verdict again takes it back, and an article is no longer finished without it.
  function judge(article, fact, given) {
    change(article, (entry) => {
      if (entry.judged[fact.fact_id]?.verdict === given) {
        delete entry.judged[fact.fact_id];
        entry.done = false;
      } else {
        entry.judged[fact.fact_id] = withVerdict(fact, given);
      }
    });
  }

  // The reader has read the article to the end: what is not judged yet is right.
  function finish(article, facts) {
    change(article, (entry) => {
      for (const fact of facts) entry.judged[fact.fact_id] ??= withVerdict(fact, "right");
      entry.done = true;
    });
  }

  const reopen = (article) => change(article, (entry) => { entry.done = false; });
  const add = (article, fact) => change(article, (entry) => { entry.added.push(fact); });
  const remove = (article, index) => change(article, (entry) => { entry.added.splice(index, 1); });

  // The articles of this site that have an entry, and how many entries are of another text of theirs.
  function begun(articles) {
    const mine = articles.filter((article) => entries.has(article.article_id));
    const current = mine.filter((article) => entries.get(article.article_id).digest === article.digest);
    return { articles: current, stale: mine.length - current.length };
  }

  // Another tab of the same page has judged.
  window.addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) read();
  });
  read();

  Wartafakta.judgements = {
    VERDICTS, of, verdict, judge, finish, reopen, add, remove, begun, isKept: () => kept,
  };
})();
