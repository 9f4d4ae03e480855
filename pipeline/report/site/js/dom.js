// Elements from values. Text becomes text nodes, here and everywhere: nothing in these scripts parses markup.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  // An element with attributes, listeners (onclick: a function), dataset values and children.
  function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "data") Object.assign(element.dataset, value);
      else if (name === "href") setAddress(element, value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    return put(element, ...children);
  }

  // Give an element more children: nodes, strings, which become text, and lists of them; what is null or false
  // is left out.
  function put(element, ...children) {
    for (const child of children.flat(2)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }

  // Pages of this site and the web; an article's own address could be a script.
  function setAddress(element, address) {
    if (/^(#|https?:\/\/)/i.test(address)) element.setAttribute("href", address);
  }

  Wartafakta.h = (tag, attributes, ...children) =>
    build(document.createElement(tag), attributes, children);

  // On a screen narrower than this a row of a table is a card of some lines; the style sheets know the same width.
  Wartafakta.narrow = window.matchMedia("(max-width: 44rem)");

  // The views by name, each a function that fills an element; app.js knows their addresses.
  Wartafakta.views = {};

  Wartafakta.put = put;

  // Give an element other children.
  Wartafakta.fill = (element, ...children) => {
    element.replaceChildren();
    return put(element, ...children);
  };

  Wartafakta.svg = (tag, attributes, ...children) =>
    build(document.createElementNS(SVG, tag), attributes, children);

  Wartafakta.select = (attributes, options, chosen) =>
    Wartafakta.h("select", attributes, options.map(([value, label]) =>
      Wartafakta.h("option", { value, selected: String(value) === String(chosen) }, label)));
})();
