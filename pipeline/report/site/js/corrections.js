// The page of corrections: what has been judged, and the gold file that comes of it.
"use strict";

(() => {
  const { h, t, put, data, judgements, gold } = Wartafakta;
  const { number } = Wartafakta.language;
  const { articleLink } = Wartafakta.facts;
  const FILE = "emas.jsonl";

  async function show(container, query, path, isCurrent) {
    const articles = await data.articles();
    if (!isCurrent()) return;
    const { articles: begun, stale } = judgements.begun(articles);
    const done = gold.finished(articles);
    const status = h("p", { role: "status" });
    const button = h("button", {
      type: "button", class: "finish", id: "export", disabled: !done.length,
      onclick: async () => {
        download((await gold.lines()).map((line) => `${line}\n`));
        status.textContent = t("review.exported", { count: number(done.length), file: FILE });
      },
    }, t("review.export", { count: number(done.length) }));
    put(container,
      h("h1", {}, t("review")),
      h("p", { class: "lead" }, t("review.lead")),
      h("p", {}, t("review.what")),
      h("p", { class: "actions" }, button), status,
      h("p", {}, t("review.then"), " ", h("code", {}, `wartafakta evaluate OUT ${FILE} --errors`)),
      h("p", { class: judgements.isKept() ? "note" : "warn" },
        t(judgements.isKept() ? "review.stored" : "review.not_stored")),
      stale > 0 && h("p", { class: "warn" }, t("review.stale", { count: number(stale) })),
      h("h2", {}, t("review.articles")),
      begun.length ? h("ul", { class: "begun" }, begun.map(line)) : h("p", {}, t("review.empty")),
    );
  }

  function line(article) {
    const { done, judged } = judgements.of(article);
    return h("li", {}, h("a", { href: articleLink(article.article_id) }, article.title), " ",
      h("span", { class: done ? "done" : "note" }, done ? `✓ ${t("review.done")}` : t("review.started")),
      " · ", t("review.judged", { count: number(Object.keys(judged).length) }));
  }

  function download(lines) {
    const address = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
    const link = h("a", { download: FILE });
    link.href = address;
    link.click();
    URL.revokeObjectURL(address);
  }

  Wartafakta.views.corrections = show;
})();
