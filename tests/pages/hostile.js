// Pages that are too much: each is made by its name, from the address. All of them hold the same short story.
const main = document.querySelector('main');
const paragraph = (text) => {
  const p = document.createElement('p');
  p.textContent = text;
  return p;
};
const SAID = 'Tarn said that the crew had waited for weeks. “They paid us to sit,” he told the council on Monday.';
const all = document.createDocumentFragment();

const hostile = {
  // Seventy thousand words, two quotes in each paragraph.
  long() {
    for (let i = 0; i < 2_000; i++) all.append(paragraph(`In week ${i} nothing sailed from Brackwater, and the quay stayed closed to all who came by. ${SAID}`));
  },
  // Two megabytes of it.
  novel() {
    for (let i = 0; i < 10_000; i++) all.append(paragraph(`In week ${i} nothing sailed from Brackwater, and the quay stayed closed to all who came by. ${SAID}`));
  },
  nodes() {
    for (let i = 0; i < 2_000; i++) {
      const p = document.createElement('p');
      for (let j = 0; j < 100; j++) p.append(j % 2 ? `and ${j} ` : 'the boats ');
      all.append(p);
    }
  },
  // Megabytes of what elements are named, and in which language.
  names() {
    for (const name of ['id', 'lang', 'itemprop', 'class']) main.setAttribute(name, `${name}-`.repeat(500_000));
    for (let i = 0; i < 30_000; i++) all.append(Object.assign(document.createElement('div'), { className: `name-${i} a b c` }));
  },
  text() {
    all.append(paragraph('The ferry stayed where it was, and so did the crew. '.repeat(200_000)));
  },
  marks() {
    for (let i = 0; i < 500; i++) all.append(paragraph('“ no ” '.repeat(50)));
  },
  // As deep as Chromium lays out: at four thousand it hangs by itself.
  deep() {
    let inner = all;
    for (let i = 0; i < 2_000; i++) inner = inner.appendChild(document.createElement('div'));
    for (let i = 0; i < 500; i++) inner.append(paragraph(SAID));
  },
  deeper() {
    let inner = all;
    for (let i = 0; i < 10_000; i++) inner = inner.appendChild(document.createElement('div'));
    for (let i = 0; i < 500; i++) inner.append(paragraph(SAID));
  },
  spans() {
    const p = document.createElement('p');
    for (let i = 0; i < 30_000; i++) p.append(document.createElement('span'), 'and ');
    all.append(p);
  },
  editable() {
    main.contentEditable = 'true';
  },
  rtl() {
    document.documentElement.dir = 'rtl';
    all.append(paragraph('\u202e“Nothing sails,” said Tarn.\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069'));
  },
  surrogates() {
    all.append(paragraph('“Half a \ud83d letter,” said Tarn, and half of another \udea2.'));
  },
  // Its style is on everything.
  loud() {
    const style = document.createElement('style');
    style.textContent = '* { all: revert !important; position: static !important; color: red !important; opacity: 0.5 !important; }';
    document.head.append(style);
  },
  // In its own world all that a reader of pages could ask is a trap, from before the first extension runs. `window.sprung`
  // counts those that were stepped into.
  trap() {
    const { createElement } = Document.prototype;
    const { appendChild } = Node.prototype;
    const { set: write } = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
    const { apply } = Reflect;
    window.sprung = [];
    // Not yet: the tests' own watch starts with the document.
    addEventListener('DOMContentLoaded', () => {
      window.say = (text) => {
        const p = apply(createElement, document, ['p']);
        apply(write, p, [text]);
        apply(appendChild, main, [p]);
      };
      const trap = (name) => () => {
        window.sprung[window.sprung.length] = name;
        throw new Error(`trap: ${name}`);
      };
      const types = { Node, Element, HTMLElement, Document, CharacterData, Range, Selection, TreeWalker, ShadowRoot, NodeList, DOMTokenList, CSSStyleSheet, HighlightRegistry, MutationRecord };
      for (const [type, { prototype }] of Object.entries(types)) {
        for (const [name, { configurable, value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
          if (!configurable || name === 'constructor') continue;
          const sprung = trap(`${type}.${name}`);
          Object.defineProperty(prototype, name, typeof value === 'function' ? { value: sprung } : { get: sprung, set: sprung });
        }
      }
      for (const name of ['MutationObserver', 'ResizeObserver', 'MessageChannel', 'Highlight', 'Range', 'WeakSet', 'getSelection', 'matchMedia', 'setTimeout', 'postMessage', 'fetch', 'TextDecoder', 'WebAssembly']) window[name] = trap(name);
      Object.defineProperty(CSS, 'highlights', { get: trap('CSS.highlights') });
      for (const [kind, names] of [[Map, ['get', 'set']], [Array, ['map', 'join', 'concat']], [String, ['slice', 'split']], [Promise, ['then']]]) {
        for (const name of names) kind.prototype[name] = trap(`${kind.name}.${name}`);
      }
    });
  },
  // What a form is asked, its inputs answer; and the document has named children too.
  clobber() {
    const form = document.createElement('form');
    const names = [];
    for (let type = form; type; type = Object.getPrototypeOf(type)) names.push(...Object.getOwnPropertyNames(type));
    const inputs = [...new Set(names)].map((name) => Object.assign(document.createElement('input'), { name, type: 'hidden' }));
    const says = Document.prototype.createTextNode.call(document, '“It is a form, and I fill it in all day,” said Abel Wick, who keeps the books of the harbour.');
    const questions = ['createElement', 'createTreeWalker', 'body', 'documentElement', 'querySelector', 'title', 'head', 'contentType', 'activeElement'];
    const pictures = questions.map((name) => Object.assign(document.createElement('img'), { name, id: name }));
    // The names that Quoth's own parts have in their world.
    const parts = ['quothLoader', 'wasm_bindgen', 'chrome', 'browser', 'navigation', 'CSS'].map((id) => Object.assign(document.createElement('div'), { id }));
    Element.prototype.append.call(form, ...main.childNodes, ...inputs, says);
    main.append(form, ...pictures, ...parts);
  },
  // Ten thousand changes a second, of texts, of elements and of attributes, in the story and beside it.
  stream() {
    const beside = document.body.appendChild(document.createElement('aside'));
    const p = main.appendChild(paragraph('So far nothing.'));
    let turn = 0;
    const timer = setInterval(() => {
      for (let i = 0; i < 25; i++) {
        turn++;
        p.firstChild.data = `Change ${turn} of many.`;
        p.className = `turn-${turn}`;
        const note = beside.appendChild(paragraph(`Note ${turn} of the harbour, which is of no interest to anybody.`));
        if (beside.childElementCount > 20) beside.firstChild.remove();
        else note.hidden = true;
      }
    }, 10);
    window.rest = () => clearInterval(timer);
  },
  flood() {
    const p = main.appendChild(paragraph('So far nothing.'));
    const timer = setInterval(() => {
      for (let i = 0; i < 500; i++) p.firstChild.data = `Change ${i} of many.`;
    }, 5);
    window.rest = () => clearInterval(timer);
  },
};
// Something that is made later, when a test says so.
window.make = (name) => {
  hostile[name]();
  main.appendChild(all);
};
hostile[location.search.slice(1)]?.();
main.appendChild(all);
