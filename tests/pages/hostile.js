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
  // A hundred and twenty thousand words, a paragraph each dozen, most with a quote.
  long() {
    for (let i = 0; i < 10_000; i++) all.append(paragraph(`In week ${i} nothing sailed from Brackwater, and the quay stayed closed to all who came by. ${SAID}`));
  },
  nodes() {
    for (let i = 0; i < 2_000; i++) {
      const p = document.createElement('p');
      for (let j = 0; j < 100; j++) p.append(`word${j} `);
      all.append(p);
    }
  },
  text() {
    all.append(paragraph('The ferry stayed where it was, and so did the crew. '.repeat(200_000)));
  },
  marks() {
    for (let i = 0; i < 500; i++) all.append(paragraph('“ no ” '.repeat(50)));
  },
  deep() {
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
  // Its own world is full of traps, none of which Quoth stands in.
  trap() {
    const thrown = () => {
      throw new Error('trap');
    };
    for (const name of ['createTreeWalker', 'createRange', 'createElement', 'querySelector', 'addEventListener'])
      Document.prototype[name] = thrown;
    for (const name of ['getAttribute', 'checkVisibility', 'getBoundingClientRect', 'attachShadow', 'append'])
      Element.prototype[name] = thrown;
    for (const name of ['MutationObserver', 'MessageChannel', 'Range', 'Highlight', 'CSSStyleSheet']) window[name] = thrown;
    Object.defineProperty(Object.prototype, 'then', { get: () => undefined });
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
