// Reads the page off for src/page/sweep.rs, hundreds of nodes in one call. It is JavaScript because a call from
// WebAssembly costs more than what most of these ask of a node, and a page has thousands: asked one by one they were two
// thirds of all that Quoth did on a page. What an element is, and what its names say, is decided in Rust.
const QuothSweep = (() => {
  // A form's inputs may take the names of its own properties, and are then what is read. Of a form nothing is asked that
  // is not compared with what no element is, or it is asked by the methods of the prototypes.
  const { checkVisibility, querySelectorAll } = Element.prototype;
  const { createTreeWalker } = Document.prototype;

  // What is asked of an element; `Tag::care` says so for each name.
  const PHRASE = 1;
  const SHUT = 2;
  const MAY_HIDE = 4;
  const UNNAMED = 8;
  const HOST = 16;
  // What a record says, below the depth of its node.
  const TEXT = 0x100;
  const UNSEEN = 0x200;
  const ELSEWHERE = 0x400;
  const DEPTH = 11;

  // Few elements have these, so those are looked up at once. Where the classes are made by a machine, they may tell.
  const NAMES = ['itemprop', 'data-component'];
  const NAMED = '[itemprop], [data-component], [lang]';
  // A page may have any number of names, of any length.
  const LONGEST_NAMES = 2000;
  const MOST_NAMES = 20_000;
  const MOST_NAMED = 10_000;
  const UTF8 = new TextEncoder();
  // So many nodes are looked at in one call, for each that may be told.
  const LOOKS = 2;
  // White space that a browser collapses.
  const BLANK = /^[ \t\n\r\f]*$/;

  const isDrawn = (node) => {
    for (let element = node; element; element = around(element)) {
      if (checkVisibility.call(element)) return true;
      // It may have no box of its own, and what is in it one.
      if (getComputedStyle(element).display !== 'contents') return false;
    }
    return false;
  };
  // Neither a form nor what is in one is asked for its parent.
  const around = (element) => {
    ways.currentNode = element;
    return element.assignedSlot instanceof HTMLSlotElement ? element.assignedSlot : ways.parentNode() ?? hostOf(element);
  };
  const ways = createTreeWalker.call(document, document, NodeFilter.SHOW_ELEMENT);
  const { getRootNode } = Node.prototype;
  const hostOf = (element) => {
    const root = getRootNode.call(element);
    return root instanceof ShadowRoot ? root.host : null;
  };

  return class {
    // The elements' names that mean something, and how each is read.
    constructor(names, care) {
      this.tags = new Map(names.split(' ').map((name, tag) => [name, tag]));
      this.other = this.tags.size;
      // An element of any other name may be of the page's own making.
      this.care = [...care, HOST];
      // Knows the way among a node's children; comments are none.
      this.walker = createTreeWalker.call(document, document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      this.nodes = [];
      this.known = new Map([['', 0]]);
      this.cut = false;
    }

    // A node, and what is in it, is to be read next. `hides`: phrases that are not drawn are left out.
    begin(node, hides) {
      this.hides = hides;
      this.next = this.walker.currentNode = node;
      // The elements around the next node, and for each what is drawn in it, if these are not its own children.
      this.open = [];
      this.lists = [];
      this.entered = false;
      this.named = new Set();
      if (!(node instanceof Element)) return;
      this.named.add(node);
      this.lookUp(querySelectorAll.call(node, NAMED));
    }

    lookUp(elements) {
      const end = Math.min(elements.length, MOST_NAMED);
      for (let at = 0; at < end; at++) this.named.add(elements[at]);
    }

    // Reads on: at most so many nodes, no text longer than that, and all texts no longer than `room`. Answers how many nodes
    // were looked at, whether there are more, and two numbers for each that is told: its depth, marks and tag; and the
    // number of its names, or the length of its text. `text` are the texts, each with a line feed behind it, so that halves
    // of characters do not meet; `names` those that were not there before.
    more(most, longest, room) {
      const { nodes, open, tags, other, care, hides } = this;
      const records = new Uint32Array(2 * most + 2);
      this.fresh = [];
      let [at, text, looks] = [2, '', 0];
      let node = this.next;
      for (; node !== null && at < records.length && looks < LOOKS * most; node = this.after()) {
        looks++;
        const { localName } = node;
        if (localName === undefined) {
          const { data } = node;
          const { length } = data;
          if (length > longest || length > room) {
            this.cut = true;
            continue;
          }
          room -= length;
          const blank = data.charCodeAt(0) <= 32 && BLANK.test(data);
          text += blank ? ' \n' : data + '\n';
          records[at++] = (open.length << DEPTH) | TEXT;
          records[at++] = blank ? 1 : length;
        } else {
          const tag = tags.get(typeof localName === 'string' ? localName : 'form') ?? other;
          const how = care[tag];
          // Nothing of it is ever told.
          if (how === (SHUT | UNNAMED)) continue;
          let head = (open.length << DEPTH) | tag;
          if (!(how & UNNAMED)) records[at + 1] = this.namesOf(node, how);
          if (how & MAY_HIDE && hides && !node.checkVisibility()) head |= UNSEEN;
          else if (!(how & SHUT)) {
            open.push(node);
            this.entered = true;
            if (how & HOST) head |= this.shown(node, localName);
          }
          records[at] = head;
          at += 2;
        }
        nodes.push(node);
      }
      this.next = node;
      // As bytes: the glue would look at each letter of a string.
      this.text = UTF8.encode(text);
      this.names = UTF8.encode(this.fresh.join('\x01'));
      records[0] = looks;
      records[1] = node === null ? 0 : 1;
      return records.subarray(0, at);
    }

    // The node behind the last one, which may have been entered.
    after() {
      const { walker, open, lists } = this;
      let { entered } = this;
      this.entered = false;
      while (open.length !== 0) {
        const list = lists[open.length];
        const next = list ? (list.pop() ?? null) : entered ? walker.firstChild() : walker.nextSibling();
        if (next !== null) {
          if (list) walker.currentNode = next;
          return next;
        }
        entered = false;
        if (list !== undefined) lists.length = open.length;
        // Not by the walker's own way up: what it stood at may be gone from the page by now.
        walker.currentNode = open.pop();
      }
      return null;
    }

    // An element may have an open shadow, which is drawn in place of its children, and a slot has what it is given.
    shown(element, name) {
      const { shadowRoot } = element;
      if (shadowRoot) {
        this.lookUp(shadowRoot.querySelectorAll(NAMED));
        this.walker.currentNode = shadowRoot;
        return ELSEWHERE;
      }
      if (name !== 'slot' || !(element instanceof HTMLSlotElement)) return 0;
      const given = element.assignedNodes();
      if (given.length !== 0) this.lists[this.open.length] = given.reverse();
      return ELSEWHERE;
    }

    // The number of the names that an element has.
    namesOf(element, how) {
      let names = element.className;
      // That of a drawing is an object.
      if (typeof names !== 'string') return 0;
      if (!(how & PHRASE)) {
        const { id } = element;
        if (id !== '') names += ' ' + id;
        if (this.named.has(element)) names += this.rarer(element);
      }
      if (names.length > LONGEST_NAMES) return 0;
      const number = this.known.get(names);
      if (number !== undefined) return number;
      const { size } = this.known;
      if (size >= MOST_NAMES) return 0;
      this.known.set(names, size);
      this.fresh.push(names);
      return size;
    }

    // What else names an element, and its language.
    rarer(element) {
      let names = '';
      for (const name of NAMES) {
        const value = element.getAttribute(name);
        if (value) names += ' ' + value;
      }
      const lang = element.getAttribute('lang');
      return lang ? names + '\0' + lang : names;
    }

    // A node by its number.
    node(number) {
      return this.nodes[number];
    }

    // From now on these are all nodes, in this order.
    keep(numbers) {
      const { nodes } = this;
      const kept = [];
      for (let at = 0; at < numbers.length; at++) kept.push(nodes[numbers[at]]);
      this.nodes = kept;
    }

    // For each of these elements whether it is drawn, wherever it is scrolled to.
    drawn(numbers) {
      const drawn = new Uint8Array(numbers.length);
      for (let at = 0; at < drawn.length; at++) drawn[at] = isDrawn(this.nodes[numbers[at]]);
      return drawn;
    }
  };
})();
