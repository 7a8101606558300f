// The content script's loader: decides cheaply whether the page may be an article, and only then loads the core.

(() => {
  // Run again by the toolbar button where it already is. An element of the page may have that name too.
  if (globalThis.quothLoader === true) return;
  globalThis.quothLoader = true;

  // Kept, because an extension that was updated under us takes `chrome.runtime` away.
  const { runtime, i18n } = chrome;
  const orphaned = () => !runtime?.id;

  // Prose of this length is enough, whatever the page says of itself.
  const ENOUGH = 1200;
  // A paragraph of prose, not a label.
  const PROSE = 80;
  // Bounds of the check, on a page of any size.
  const MOST_PARAGRAPHS = 150;
  const MOST_DATA = 5000;
  const MOST_ELEMENTS = 300;

  // What the page says of itself may be wrong; the core looks at the text.
  const saysArticle = () =>
    /article/i.test(document.head?.querySelector('meta[property="og:type"]')?.content ?? '') ||
    // A page of teasers has many.
    document.getElementsByTagName('article').length === 1 ||
    document.querySelector('[itemprop="articleBody"]') !== null;

  const dataSaysArticle = () =>
    [...document.querySelectorAll('script[type="application/ld+json"]')]
      .slice(0, 4)
      .some((data) => /"@type"\s*:\s*\[?\s*"\w*(Article|BlogPosting)/.test(data.textContent.slice(0, MOST_DATA)));

  const isProse = (paragraphs) => {
    let mass = 0;
    for (let at = 0; at < MOST_PARAGRAPHS && at < paragraphs.length; at++) {
      const { length } = paragraphs[at].textContent;
      if (length >= PROSE) mass += length;
      if (mass >= ENOUGH) return true;
    }
    return false;
  };

  // The open shadow trees at the top of a page: one that is all made of components has few elements outside of them.
  let trees = [];
  const lookForTrees = () => {
    trees = [document.body];
    let left = MOST_ELEMENTS;
    for (const tree of trees) {
      const walker = document.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT);
      for (let element; left > 0 && (element = walker.nextNode()); left--) {
        if (element.shadowRoot instanceof ShadowRoot) trees.push(element.shadowRoot);
      }
    }
    trees.shift();
  };

  const mayBeArticle = () => {
    if (!document.body || !/html/.test(document.contentType)) return false;
    // Some put their text into other elements than paragraphs.
    if (isProse(document.getElementsByTagName('p')) || saysArticle() || dataSaysArticle()) return true;
    lookForTrees();
    return isProse(trees.flatMap((tree) => [...tree.querySelectorAll('p')]));
  };

  let core = null;
  let loading = null;
  let failure = null;
  // The reader asked for it here (it then stays when it would no longer run by itself), or switched it off, until the
  // page is loaded again.
  let wanted = false;
  let off = false;
  // Nothing of it is on the page, and nothing is looked out for.
  let rests = false;
  // The kinds that the reader wants painted.
  let kinds = 'quote statement rebuttal';
  // What the core put into the page, so that it can be taken out again should the core break.
  let host = null;
  let panel = null;
  const painted = new Set();

  const send = (message) => {
    if (!orphaned()) runtime.sendMessage(message).catch(() => {});
  };

  // What the core asks of its host.
  const outside = {
    orphaned,
    badge: (count) => send({ type: 'badge', count }),
    paints: (name) => painted.add(name),
    mounted: (...elements) => ([host, panel] = elements),
    // A link of ours in the page would tell it by a `navigate` event, with an address at which it could read the file.
    // Firefox saves in the background; Chromium, whose background has no document, in an empty frame of our shadow root.
    save: async (name, kind, text, place) => {
      if (!orphaned() && (await runtime.sendMessage({ type: 'save', name, kind, text }))) return;
      if (await isShut()) throw new Error('a sandbox lets no file out');
      const frame = place.appendChild(document.createElement('iframe'));
      frame.hidden = true;
      const link = frame.contentDocument.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: kind }));
      link.download = name;
      link.click();
      setTimeout(() => {
        URL.revokeObjectURL(link.href);
        frame.remove();
      }, 10_000);
    },
    print: async () => {
      await runtime.sendMessage({ type: 'print' });
      window.print();
      await runtime.sendMessage({ type: 'printed' });
    },
    // The core broke: take all of it out of the page, and say so when asked. A host that is hidden does not come back.
    broke: (why) => {
      core = null;
      failure = 'error';
      for (const name of painted) CSS.highlights.delete(name);
      const open = host?.isConnected && !panel.hidden;
      if (host) host.hidden = true;
      host?.remove();
      console.error('Quoth stopped:', why);
      if (open) notice(failure);
    },
  };

  // Whether the page is shut in a sandbox, where a download ends without a word. Nothing tells but what else is forbidden
  // there: where it is allowed, the screen of a computer cannot be locked.
  const isShut = () => screen.orientation.lock('any').then(
    () => screen.orientation.unlock(),
    ({ name }) => name === 'SecurityError',
  );

  const load = () => (loading ??= start().catch((why) => {
    failure ??= orphaned() ? 'orphaned' : 'error';
    if (failure === 'error') console.error('Quoth could not start:', why);
  }));

  const start = async () => {
    const began = performance.now();
    const answers = Promise.all([
      // Newer browsers' messages carry bytes, others text alone: what comes of these tells the background.
      background('load', { bytes: new Uint8Array() }),
      runtime.sendMessage({ type: 'settings', host: location.hostname }),
    ]);
    requestIdleCallback(learnWords, { timeout: 500 });
    const [module, settings] = await answers;
    addEventListener(VIOLATION, mute, true);
    try {
      // No module: it is there as JavaScript, which takes WebAssembly's place and asks for none.
      const bytes = module && (typeof module === 'string' ? fromBase64(module) : module);
      await wasm_bindgen({ module_or_path: bytes || null });
    } catch (why) {
      // The page's policy, in Chromium: there is no way to learn of it but to try.
      if (!(why instanceof WebAssembly.CompileError)) throw why;
      await background('loadPlain');
      await wasm_bindgen({ module_or_path: null });
    } finally {
      removeEventListener(VIOLATION, mute, true);
    }
    kinds = settings?.kinds ?? kinds;
    begin(performance.now() - began);
  };

  const begin = (took = 0) => {
    if (!rests && !core && !failure) core = wasm_bindgen.start(outside, took, kinds);
  };

  const rest = () => {
    rests = true;
    watch.disconnect();
    const gone = core;
    core = null;
    try {
      gone?.free();
    } catch (why) {
      outside.broke(why);
    }
    outside.badge(0);
  };

  const wake = async () => {
    rests = false;
    await load();
    begin();
  };

  // Chromium tells the page's scripts what was refused, as if they had tried it.
  const VIOLATION = 'securitypolicyviolation';
  const mute = (event) => {
    if (event.blockedURI === 'wasm-eval' && event.sourceFile === 'chrome-extension') event.stopImmediatePropagation();
  };

  const background = async (type, more) => {
    const answer = await runtime.sendMessage({ type, ...more });
    if (answer == null) throw new Error(`the background could not ${type}`);
    return answer;
  };

  const fromBase64 = (text) =>
    Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  // Into the core and out again; what breaks in there stays in here.
  const tell = (message) => {
    try {
      return core?.receive(message.type);
    } catch (why) {
      outside.broke(why);
    }
  };

  // A sentence to the reader when there is no core to say it.
  let shown = null;
  let told;
  const notice = (why) => {
    // Asked for again, it goes; but the answer to a question is given again.
    const again = shown?.isConnected && told === why && why !== 'nobody';
    shown?.remove();
    if (again) return;
    told = why;
    shown = document.createElement('div');
    const root = shown.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial !important; position: fixed !important; inset: 16px 16px auto auto !important; z-index: 2147483647 !important; }
      div { max-width: 320px; padding: 12px 16px; border: 1px solid; border-radius: 8px; font: 14px/1.5 system-ui, sans-serif;
        color-scheme: light dark; background: Canvas; color: CanvasText; }
      button { display: block; margin: 8px 0 0 auto; font: inherit; }
      @media print { :host { display: none !important; } }`);
    root.adoptedStyleSheets = [sheet];
    const box = root.appendChild(document.createElement('div'));
    box.setAttribute('role', 'alert');
    box.textContent = sentence(why);
    const close = box.appendChild(document.createElement('button'));
    close.textContent = words.close;
    close.addEventListener('click', () => shown.remove());
    document.documentElement.append(shown);
  };

  // Looked up ahead of time, because an orphaned script cannot any more; and when the page has nothing else to do, because
  // for the first word it waits until the browser has told them all.
  const words = {};
  const learnWords = () => {
    for (const name of ['error', 'orphaned', 'nobody', 'close']) words[name] = i18n.getMessage(`notice_${name}`);
  };
  const sentence = (why) => {
    if (!words.error && !orphaned()) learnWords();
    return words[why] ?? words.error ?? 'Quoth';
  };

  const status = () => (failure ? 'error' : loading && !rests ? 'working' : 'not-article');
  const failed = () => failure && { error: sentence(failure) };

  // For the popup: how it stands here, in a few words.
  const summary = () => {
    const report = core && tell({ type: 'report' });
    return { on: !rests && loading !== null, status: report?.status ?? status(), ...report?.said, ...failed() };
  };

  // What the extension's other parts ask about; anything else is a wish of the reader's.
  const asked = {
    report: () => {
      const report = tell({ type: 'report' }) ?? { status: status(), ...failed() };
      return { ...report, timing: { check_ms: checked, ...report.timing } };
    },
    status: summary,
    run: () => wish().then(summary),
    off: () => {
      [wanted, off] = [false, true];
      rest();
    },
    settings: (settings) => {
      kinds = settings.kinds;
      if (core) tell({ type: `kinds ${kinds}` });
      const here = wanted || (settings.byItself && !off);
      if (!here) rest();
      else if (rests) {
        rests = false;
        if (loading) wake();
        else lookOut();
      }
      return core !== null;
    },
  };
  const wish = () => {
    [wanted, off] = [true, false];
    return wake();
  };
  const carryOut = async (message) => {
    await wish();
    if (!core) notice(failure);
    else if (tell(message) === 'nobody') notice('nobody');
  };

  runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== runtime.id) return;
    Promise.resolve((asked[message.type] ?? carryOut)(message)).then(answer);
    return true;
  });

  // An article may come later, by the page's own scripts: look again when the page has been quiet for a moment, a few
  // times for each navigation, then no more until the next.
  const QUIET = 300;
  let looks;
  let timer;
  // How long the last check took.
  let checked = 0;
  const check = () => {
    const began = performance.now();
    const may = mayBeArticle();
    checked = performance.now() - began;
    return may;
  };
  const look = () => {
    timer = undefined;
    if (loading || orphaned()) return watch.disconnect();
    if (check()) {
      watch.disconnect();
      load();
    } else if (--looks <= 0) watch.disconnect();
    else trees.forEach(observe);
  };
  const watch = new MutationObserver(() => (timer ??= setTimeout(look, QUIET)));
  const observe = (tree) => watch.observe(tree, { childList: true, subtree: true });
  const lookOut = () => {
    if (loading || rests) return;
    looks = 20;
    watch.disconnect();
    observe(document);
    look();
  };
  globalThis.navigation?.addEventListener('navigatesuccess', lookOut);
  lookOut();
})();
