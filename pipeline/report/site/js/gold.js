// Finished articles as gold: JSON Lines in the form that `wartafakta evaluate` reads.
"use strict";

(() => {
  const { data, judgements } = Wartafakta;

  function goldFact(fact) {
    const columns = Wartafakta.overview.facts[fact.table].gold;
    const values = columns.map((column) => [column, fact[column] ?? null]);
    const optional = fact.verdict === "doubtful" ? { optional: true } : {};
    return { mention: fact.mention, ...Object.fromEntries(values), ...optional };
  }

  // The gold of one finished article. Gold holds all facts of an article, so wrong ones are left out and
  // doubtful ones are there, marked as neither wanted nor wrong.
  function goldArticle(article, { judged, added }) {
    const facts = Object.fromEntries(Object.keys(Wartafakta.overview.facts).map((table) => [table, []]));
    const right = Object.values(judged).filter(({ verdict }) => verdict !== "wrong");
    right.sort((a, b) => a.start - b.start);
    for (const fact of [...right, ...added]) facts[fact.table]?.push(goldFact(fact));
    const { article_id: id, published, headline, text } = article;
    return { id, published, headline, text, facts };
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
