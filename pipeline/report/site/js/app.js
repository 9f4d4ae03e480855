// From the address to a view. Every view has an address, so the back button and bookmarks work.
"use strict";

(() => {
  const { h, t, views, language } = Wartafakta;
  const content = document.getElementById("content");
  let leave = [];
  let shown = 0;

  // What a view must undo when another takes its place.
  Wartafakta.onLeave = (undo) => leave.push(undo);

  // The view of an address: { view, path, query, arguments }.
  function routed(address) {
    const [path, search = ""] = address.replace(/^#/, "").split("?");
    const query = new URLSearchParams(search);
    const [first = "", ...rest] = path.replace(/^\//, "").split("/");
    const second = decoded(rest.join("/"));
    const here = { path: `#${path}`, query };
    if (first === "") return { ...here, view: views.overview, given: [] };
    if (first === "artikel" && second) return { ...here, view: views.article, given: [second] };
    if (first === "artikel") return { ...here, view: views.articles, given: [] };
    if (first === "fakta" && Object.hasOwn(Wartafakta.overview.facts, second)) {
      return { ...here, view: views.facts, given: [second] };
    }
    if (first === "ditolak") return { ...here, view: views.rejects, given: [] };
    if (first === "koreksi") return { ...here, view: views.corrections, given: [] };
    return { ...here, view: (container) => container.append(h("h1", {}, t("unknown_page"))), given: [] };
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  async function draw() {
    const mine = (shown += 1);
    const isCurrent = () => mine === shown;
    leave.splice(0).forEach((undo) => undo());
    const { view, path, query, given } = routed(location.hash);
    const container = h("div", { class: "view", "aria-busy": "true" });
    content.replaceChildren(container);
    window.scrollTo(0, 0);
    drawNavigation(path);
    try {
      await view(container, ...given, query, path, isCurrent);
    } catch (error) {
      if (!isCurrent()) return;
      container.replaceChildren(h("h1", {}, t("failed", { reason: error.message })));
      throw error;
    }
    if (!isCurrent()) return;
    container.removeAttribute("aria-busy");
    document.title = `${container.querySelector("h1")?.textContent || t("table.articles")} – wartafakta`;
  }

  const isAt = (path, address) =>
    (address === "#/" ? path === "#" || path === "#/" : path === address || path.startsWith(`${address}/`));

  function drawNavigation(path) {
    const pages = [["#/", t("overview")], ["#/artikel", t("table.articles")],
      ...Object.keys(Wartafakta.overview.facts).map((name) => [`#/fakta/${name}`, t(`table.${name}`)]),
      ["#/ditolak", t("table.rejects")], ["#/koreksi", t("review")]];
    const navigation = document.getElementById("navigation");
    navigation.setAttribute("aria-label", t("navigation"));
    navigation.replaceChildren(h("ul", {}, pages.map(([address, name]) => h("li", {}, h("a", {
      href: address,
      "aria-current": isAt(path, address) ? "page" : null,
    }, name)))));
    navigation.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    document.getElementById("language").textContent = t("language");
    document.getElementById("language").lang = document.documentElement.lang === "id" ? "en" : "id";
    document.getElementById("skip").textContent = t("skip");
    document.getElementById("footer").replaceChildren(h("p", {}, t("footer")));
  }

  async function start() {
    language.use(language.remembered());
    const [{ strings, tiles }, overview] = await Promise.all(["strings", "overview"].map(Wartafakta.part));
    Object.assign(Wartafakta, { strings, tiles, overview });
    document.getElementById("language").addEventListener("click", () => {
      language.toggle();
      draw();
    });
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault(); // the address names the view, not a place on it
      content.focus();
    });
    window.addEventListener("hashchange", () => {
      content.focus({ preventScroll: true }); // what had the focus goes with the old view
      draw();
    });
    await draw();
  }

  start();
})();
