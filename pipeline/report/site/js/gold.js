// Finished articles as gold: JSON Lines in the form that `wartafakta evaluate` reads.
"use strict";

(() => {
  const { data, judgements } = Wartafakta;

  function goldFact(table, fact, optional) {
    const columns = Wartafakta.overview.facts[table].gold;
    const values = columns.map((column) => [column, fact[column] ?? null]);
    return { mention: fact.mention, ...Object.fromEntries(values), ...(optional ? { optional: true } : {}) };
  }

  // The gold of one finished article. Gold holds all facts of an article, so wrong ones are left out and
  // doubtful ones are there, marked as neither wanted nor wrong.
  function goldArticle(article, entry) {
    const facts = Object.fromEntries(Object.keys(Wartafakta.overview.facts).map((table) => [table, []]));
    for (const fact of article.found) {
      const verdict = entry.verdicts[fact.fact_id];
      if (verdict === "right" || verdict === "doubtful") {
        facts[fact.table].push(goldFact(fact.table, fact, verdict === "doubtful"));
      }
    }
    for (const fact of entry.added) {
      if (facts[fact.table]) facts[fact.table].push(goldFact(fact.table, fact, false));
    }
    const { article_id: id, published, text } = article;
    return { id, published, headline: article.headline, text, facts };
  }

  const finished = (articles) =>
    judgements.begun(articles).articles.filter((article) => judgements.of(article).done);

  // The lines of all finished articles, in the order of the run.
  async function lines() {
    const made = [];
    for (const { n } of finished(await data.articles())) {
      const article = await data.article(n);
      made.push(JSON.stringify(goldArticle(article, judgements.of(article))));
    }
    return made;
  }

  Wartafakta.gold = { finished, lines };
})();
