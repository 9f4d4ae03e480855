// One article: its text with every fact highlighted, and the facts beside it, to read and to judge.
"use strict";

(() => {
  const { h, t, fill, pieces, data, judgements } = Wartafakta;
  const { number, confidence, day } = Wartafakta.language;
  const { isLow, summary, details, articleLink, has } = Wartafakta.facts;
  const SIGNS = { right: "✓", wrong: "✗", doubtful: "?" };
  const KEYS = { b: "right", s: "wrong", r: "doubtful" };
  const hiddenKinds = new Set();

  async function show(container, id, query, path, isCurrent) {
    const known = await data.articleById(id);
    if (!known) {
      container.append(h("h1", {}, t("table.articles")), h("p", {}, t("unknown_article", { id })));
      return;
    }
    const [article, list] = await Promise.all([data.article(known.n), data.articles()]);
    if (isCurrent()) draw(container, article, list, query, path);
  }

  function draw(container, article, list, query, path) {
    const marks = new Map(); // the element at which each fact begins, by id
    const cards = new Map(); // the card of each fact, by id
    let chosen = null;

    const text = textWithMarks();
    const here = h("div", { class: "here", "aria-live": "polite" });
    const review = h("div", { class: "review" });
    const cardList = h("ol", { class: "facts" });
    const beside = h("aside", { class: "beside", "aria-label": t("facts_here") },
      h("section", { class: "chosen" },
        h("button", { type: "button", class: "quiet close", onclick: close }, t("close")),
        h("h2", {}, t("facts_here")), here),
      review,
      h("section", {}, h("h2", {}, t("facts_all", { count: number(article.found.length) })),
        article.found.length ? keyHelp() : h("p", {}, t("no_facts")), cardList));
    container.append(top(), h("div", { class: "reading" },
      h("div", { class: "text-side" }, about(), legend(), text, more()), beside), tooltip);
    for (const fact of article.found) {
      const item = h("li", {});
      cards.set(fact.fact_id, item);
      cardList.append(item);
      drawCard(fact);
    }
    here.append(h("p", { class: "note" }, t("choose_fact")));
    drawReview();
    document.addEventListener("keydown", onKey);
    Wartafakta.onLeave(() => {
      document.removeEventListener("keydown", onKey);
      hideTooltip();
    });
    const sought = article.found.find((fact) => fact.fact_id === query.get("fakta"));
    if (sought) goTo(sought);

    // The way back to the table, and to the articles beside this one.
    function top() {
      const neighbour = (n, key) => list[n] && h("a", { href: articleLink(list[n].article_id) }, t(key));
      return h("p", { class: "way" },
        h("a", { class: "back", href: Wartafakta.lastTable ?? "#/artikel" }, `← ${t("back")}`),
        h("span", {}, neighbour(article.n - 1, "previous_article"), neighbour(article.n + 1, "next_article")));
    }

    function about() {
      const facts = [article.published ? day(article.published) : t("no_date"), article.outlet, article.dateline];
      return h("div", { class: "about" },
        !(article.headline && article.text.startsWith(article.headline)) && h("h1", {}, article.article_id),
        h("p", {}, facts.filter(Boolean).join(" · ")),
        article.duplicate_of && h("p", { class: "copy" }, `${t("copy_of")} `,
          h("a", { href: articleLink(article.duplicate_of) }, article.duplicate_of)));
    }

    function legend() {
      const kinds = Object.keys(Wartafakta.overview.facts);
      return h("fieldset", { class: "legend" }, h("legend", {}, t("legend")), kinds.map((kind) => {
        const count = article.found.filter((fact) => fact.table === kind).length;
        const box = h("input", { type: "checkbox", checked: !hiddenKinds.has(kind), onchange: () => {
          if (box.checked) hiddenKinds.delete(kind);
          else hiddenKinds.add(kind);
          text.replaceChildren(...textWithMarks().childNodes);
        } });
        return h("label", { class: `kind t-${kind}` }, box, `${t(`table.${kind}`)} ${number(count)}`);
      }));
    }

    // The text word for word: its textContent is articles.text, so offsets can be checked on the page.
    function textWithMarks() {
      marks.clear();
      const facts = article.found.filter((fact) => !hiddenKinds.has(fact.table));
      const headlineEnd = article.headline && article.text.startsWith(article.headline)
        ? [...article.headline].length : 0;
      const headline = h("h1", { class: "headline" });
      const body = h("div", { class: "body" });
      for (const segment of Wartafakta.segments(article.text, facts, [headlineEnd])) {
        (segment.start < headlineEnd ? headline : body).append(mark(segment));
      }
      if (!headlineEnd) return h("article", { class: "text" }, body);
      if (body.firstChild instanceof Text) {
        // The blank line after the headline stays in the text, out of sight.
        const [lines] = body.firstChild.data.match(/^\n*/);
        body.firstChild.splitText(lines.length);
        body.firstChild.replaceWith(h("span", { class: "gap" }, lines));
      }
      return h("article", { class: "text" }, headline, body);
    }

    // A stretch of text: plain, or marked in the colour of the narrowest of its facts, with a line for the next.
    function mark({ text: words, facts, begins }) {
      if (!facts.length) return document.createTextNode(words);
      const [inner, outer] = facts.toReversed();
      const classes = ["fact", `t-${inner.table}`];
      if (outer && outer.table !== inner.table) classes.push(`u-${outer.table}`);
      if (begins.some(isLow)) classes.push("low");
      const element = h("mark", {
        class: classes.join(" "),
        data: { facts: facts.map((fact) => fact.fact_id).join(" ") },
        onmouseenter: () => showTooltip(element, facts),
        onmouseleave: hideTooltip,
        onclick: () => choose(facts.toReversed()),
      }, words);
      if (begins.length) {
        // Every fact begins on one stretch: to stop at these is to stop at each fact once.
        element.tabIndex = 0;
        element.setAttribute("role", "button");
        element.addEventListener("focus", () => showTooltip(element, facts));
        element.addEventListener("blur", hideTooltip);
        for (const fact of begins) marks.set(fact.fact_id, element);
      }
      return element;
    }

    function choose(facts) {
      [chosen] = facts;
      here.replaceChildren(...facts.map((fact) => full(fact)));
      for (const other of text.querySelectorAll(".chosen")) other.classList.remove("chosen");
      for (const part of text.querySelectorAll(`[data-facts~="${chosen.fact_id}"]`)) part.classList.add("chosen");
      beside.classList.add("open");
      marks.get(chosen.fact_id)?.scrollIntoView({ block: "nearest" });
      history.replaceState(null, "", `${path}?fakta=${chosen.fact_id}`);
    }

    // On a phone the chosen fact lies over the text until it is closed.
    function close() {
      hideTooltip();
      beside.classList.remove("open");
    }

    function goTo(fact) {
      const element = marks.get(fact.fact_id);
      if (!element) return;
      choose([fact, ...sharing(fact)]);
      element.scrollIntoView({ block: "center" });
      element.focus({ preventScroll: true });
    }

    // The other facts on the stretch at which a fact begins.
    function sharing(fact) {
      return marks.get(fact.fact_id).dataset.facts.split(" ").toReversed()
        .filter((id) => id !== fact.fact_id).map((id) => article.found.find((other) => other.fact_id === id));
    }

    function step(by, from = chosen) {
      const shown = article.found.filter((fact) => marks.has(fact.fact_id));
      if (!shown.length) return;
      const at = from ? shown.indexOf(from) : -1;
      goTo(shown[Math.min(Math.max(at + by, 0), shown.length - 1)]);
    }

    function onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, select, textarea, dialog")) return;
      const marked = event.target.closest("mark");
      if ((event.key === "Enter" || event.key === " ") && marked) {
        event.preventDefault();
        marked.click();
      } else if (event.key === "Escape") {
        close();
      } else if (event.key === "n") step(1);
      else if (event.key === "p") step(-1);
      else if (KEYS[event.key] && chosen) {
        const fact = chosen;
        judge(fact, KEYS[event.key]);
        if (judgements.verdict(article, fact)) step(1, fact);
      }
    }

    function judge(fact, verdict) {
      judgements.judge(article, fact, verdict);
      drawCard(fact);
      for (const shown of here.children) {
        if (shown.dataset.fact === fact.fact_id) shown.replaceWith(full(fact));
      }
      drawReview();
    }

    // A line of the list of all facts.
    function drawCard(fact) {
      const verdict = judgements.verdict(article, fact);
      cards.get(fact.fact_id).replaceChildren(h("button", {
        type: "button", class: "line", onclick: () => goTo(fact),
      },
      h("span", { class: `kind t-${fact.table}` }, t(`table.${fact.table}`)),
      h("span", { class: "said" }, summary(fact), isLow(fact) && h("span", { class: "low" }, ` ⚠ ${t("low")}`)),
      h("span", { class: `verdict ${verdict ?? "none"}` },
        verdict && `${SIGNS[verdict]} ${t(`verdict.${verdict}`)}`)));
    }

    // A fact with all that it says, and the buttons to judge it.
    function full(fact) {
      const given = judgements.verdict(article, fact);
      const buttons = judgements.VERDICTS.map((verdict) => {
        const button = h("button", {
          type: "button", class: `judge ${verdict}`, "aria-pressed": String(given === verdict),
          onclick: () => {
            judge(fact, verdict);
            here.querySelector(`[data-fact="${fact.fact_id}"] .judge.${verdict}`)?.focus();
          },
        }, `${SIGNS[verdict]} ${t(`verdict.${verdict}`)}`);
        return button;
      });
      return h("div", { class: "full", data: { fact: fact.fact_id } },
        h("p", { class: `kind t-${fact.table}` }, t(`table.${fact.table}`)),
        h("p", { class: "said" }, summary(fact)),
        h("blockquote", {}, fact.mention),
        h("dl", {}, [...details(fact), [t("confidence"), confidence(fact.confidence)
          + (isLow(fact) ? ` ⚠ ${t("low")}` : "")], [t("rule"), h("code", {}, fact.rule_id)]]
          .map(([name, content]) => h("div", {}, h("dt", {}, name), h("dd", {}, content)))),
        h("div", { class: "verdicts", role: "group", "aria-label": t("verdict.of", { fact: summary(fact) }) },
          buttons,
          h("button", { type: "button", class: "quiet", onclick: () => correct(fact) }, t("correct"))),
        h("p", { class: "more" },
          h("a", { href: `#/fakta/${fact.table}?fakta=${fact.fact_id}` }, t("see_in_table"))));
    }

    function keyHelp() {
      const key = (name) => h("kbd", {}, name);
      return h("p", { class: "note keys" }, pieces("keys", {
        next: key("n"), previous: key("p"), right: key("b"), wrong: key("s"), doubtful: key("r"),
        choose: key("Enter"),
      }));
    }

    // How far the reader is with this article, and what was added.
    function drawReview() {
      const entry = judgements.of(article);
      const all = article.found.length;
      const judged = article.found.filter((fact) => entry.judged[fact.fact_id]).length;
      const rest = all - judged;
      fill(review, h("h2", {}, t("review")),
        h("progress", { max: Math.max(all, 1), value: judged, "aria-label": t("review") }),
        h("p", { class: "judged" }, t("review.progress", { judged: number(judged), all: number(all) })),
        entry.added.length > 0 && h("ul", { class: "added" }, entry.added.map((fact, index) => h("li", {},
          h("span", { class: `kind t-${fact.table}` }, t(`table.${fact.table}`)), ` ${summary(fact)} `,
          h("button", { type: "button", class: "quiet", onclick: () => {
            judgements.remove(article, index);
            drawReview();
          } }, t("add.remove"))))),
        h("p", { class: "actions" },
          h("button", { type: "button", class: "add", onclick: addMissed }, t("add")),
          entry.done
            ? [h("strong", { class: "done" }, `✓ ${t("review.done")}`),
              h("button", { type: "button", class: "quiet", onclick: () => {
                judgements.reopen(article);
                drawReview();
              } }, t("review.reopen"))]
            : h("button", { type: "button", class: "finish", onclick: finish },
              rest ? t("review.finish", { count: number(rest) }) : t("review.finish_judged"))),
        h("p", { class: "note" }, t("add.hint"), " ", t("review.hint")),
        !judgements.isKept() && h("p", { class: "warn" }, t("review.not_stored")));
    }

    function finish() {
      judgements.finish(article, article.found);
      article.found.forEach(drawCard);
      for (const shown of [...here.querySelectorAll(".full")]) {
        shown.replaceWith(full(article.found.find((fact) => fact.fact_id === shown.dataset.fact)));
      }
      drawReview();
      review.querySelector("button.quiet")?.focus();
    }

    async function addMissed() {
      const selection = window.getSelection();
      const words = text.contains(selection.anchorNode) && text.contains(selection.focusNode)
        ? selection.toString().trim() : "";
      const fact = await Wartafakta.askForFact(article, { mention: words }, t("add.title"));
      if (!fact) return;
      judgements.add(article, fact);
      drawReview();
    }

    // A corrected fact is a wrong one and one that was missed.
    async function correct(fact) {
      const right = await Wartafakta.askForFact(article, fact, t("add.correct"));
      if (!right) return;
      if (judgements.verdict(article, fact) !== "wrong") judge(fact, "wrong");
      judgements.add(article, right);
      drawReview();
    }

    function more() {
      const rows = ["article_id", "source_path", "url", "byline", "editor"].filter((name) => has(article[name]))
        .map((name) => [t(`column.${name}`), name === "url"
          ? h("a", { href: article.url, rel: "noopener noreferrer" }, article.url) : article[name]]);
      if (article.published_date_source) {
        const source = t(`value.published_date_source.${article.published_date_source}`);
        rows.push([t("column.published_date_source"), source]);
      }
      return h("details", { class: "provenance" }, h("summary", {}, t("article.about")),
        h("dl", {}, rows.map(([name, content]) => h("div", {}, h("dt", {}, name), h("dd", {}, content)))),
        article.removed.length > 0 && [h("h2", {}, t("removed", { count: number(article.removed.length) })),
          h("ul", {}, article.removed.map(([rule, words]) => h("li", {}, h("code", {}, rule), " ", words)))]);
    }
  }

  const tooltip = h("div", { id: "tooltip", role: "tooltip", hidden: true });

  function showTooltip(element, facts) {
    tooltip.replaceChildren(...facts.toReversed().map((fact) => h("div", {},
      h("span", { class: `kind t-${fact.table}` }, t(`table.${fact.table}`)), " ", h("strong", {}, summary(fact)),
      h("br", {}), `${t("rule")}: ${fact.rule_id} · ${t("confidence")}: ${confidence(fact.confidence)}`,
      isLow(fact) ? ` ⚠ ${t("low")}` : "")));
    tooltip.hidden = false;
    element.setAttribute("aria-describedby", "tooltip");
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tooltip;
    const above = box.top > height + 12;
    tooltip.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`;
    tooltip.style.top = `${above ? box.top - height - 6 : box.bottom + 6}px`;
  }

  function hideTooltip() {
    tooltip.hidden = true;
    document.querySelector("[aria-describedby=tooltip]")?.removeAttribute("aria-describedby");
  }

  window.addEventListener("scroll", hideTooltip, { passive: true });
  Wartafakta.views.article = show;
})();
