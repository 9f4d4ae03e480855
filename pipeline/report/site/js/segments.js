// Where facts lie in a text: its stretches, each with the facts that cover it.
"use strict";

(() => {
  // For each code point of the text the index of its first UTF-16 unit: the tables count code points, strings
  // of this language count units, and a character such as an emoji has two.
  function unitOffsets(text) {
    const offsets = [];
    let unit = 0;
    for (const character of text) {
      offsets.push(unit);
      unit += character.length;
    }
    offsets.push(unit);
    return offsets;
  }

  // The stretches of a text in order: their text, the facts on them, the widest before the narrowest, and
  // those of them that begin there. Cuts are code points at which a stretch must end too.
  function segments(text, facts, cuts = []) {
    const offsets = unitOffsets(text);
    const length = offsets.length - 1;
    const bounds = new Set([0, length, ...cuts]);
    for (const fact of facts) bounds.add(fact.start).add(fact.end);
    const ordered = [...bounds].filter((bound) => bound <= length).sort((a, b) => a - b);
    const waiting = [...facts].sort((a, b) => a.start - b.start || b.end - a.end);
    let open = [];
    return ordered.slice(0, -1).map((start, index) => {
      const end = ordered[index + 1];
      open = open.filter((fact) => fact.end > start);
      const begin = waiting.findIndex((fact) => fact.start > start);
      const begins = waiting.splice(0, begin < 0 ? waiting.length : begin);
      open.push(...begins);
      return {
        text: text.slice(offsets[start], offsets[end]),
        start,
        facts: [...open],
        begins,
      };
    });
  }

  Wartafakta.segments = segments;
})();
