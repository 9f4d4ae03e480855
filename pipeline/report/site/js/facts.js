// How facts are shown to people: the names of values and regions, a fact in a line, its details.
"use strict";

(() => {
  const { t } = Wartafakta;
  const { number, confidence, day } = Wartafakta.language;

  const isLow = (fact) => fact.confidence < Wartafakta.overview.lowConfidence;
  const regionName = (code) => Wartafakta.overview.names[code] ?? "";

  function region(code) {
    const name = regionName(code);
    return name ? `${name} (${code})` : code;
  }

  const has = (value) =>
    value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);

  // A value of a column of a fact table as text, empty where there is none.
  function value(table, column, given) {
    if (!has(given)) return "";
    switch (Wartafakta.overview.facts[table].kinds[column]) {
      case "choice": return t(`value.${column}.${given}`);
      case "code": return region(given);
      case "codes": return given.map(region).join("; ");
      case "list": return given.join(", ");
      case "date": return day(given);
      case "flag": return t(given ? "yes" : "no");
      case "number": return number(given);
      default: return String(given);
    }
  }

  const span = (from, to) => (from === to ? day(from) : `${day(from)} – ${day(to)}`);

  // What a fact says, in one line.
  const summaries = {
    regions: (fact) => [region(fact.region_code)],
    officials: (fact) => [
      fact.person,
      // A post outside the list goes by its own words, which say the status too.
      fact.role === "other" && fact.role_text ? fact.role_text
        : [fact.role_status === "definitive" ? "" : value("officials", "role_status", fact.role_status),
          value("officials", "role", fact.role)].filter(Boolean).join(" "),
      regionName(fact.region_code),
    ],
    dates: (fact) => [fact.start_date ? span(fact.start_date, fact.end_date) : t("column.kind") + ": "
      + value("dates", "kind", fact.kind)],
    candidate_counts: (fact) => [
      `${number(fact.count)} ${value("candidate_counts", "unit", fact.unit)}`,
      value("candidate_counts", "election", fact.election),
      regionName(fact.region_code),
      value("candidate_counts", "stage", fact.stage),
      fact.uncontested ? t("column.uncontested") : "",
    ],
    percentages: (fact) => [
      (fact.qualifier === "exact" ? "" : `${value("percentages", "qualifier", fact.qualifier)} `)
        + [fact.value, fact.value_max].filter(has).map(number).join("–") + " %",
      value("percentages", "measure", fact.measure),
      fact.subject,
      regionName(fact.region_code),
    ],
  };

  const summary = (fact) => summaries[fact.table](fact).filter(Boolean).join(" · ");

  // The columns of a fact that hold something, each with its label.
  function details(fact) {
    const { kinds } = Wartafakta.overview.facts[fact.table];
    return Object.keys(kinds)
      .filter((column) => has(fact[column]) && column !== "region_name" && column !== "province_code")
      .map((column) => [t(column === "region_code" ? "column.region" : `column.${column}`),
        value(fact.table, column, fact[column])]);
  }

  const articleLink = (articleId, factId) =>
    `#/artikel/${encodeURIComponent(articleId)}${factId ? `?fakta=${factId}` : ""}`;

  Wartafakta.facts = { isLow, region, regionName, value, summary, details, articleLink, has, confidence };
})();
