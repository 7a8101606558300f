// Added to a tests' copy of the extension, before its core: takes the time of each call from the browser into the module.
// What the module calls in turn is in it, the browser's own work for that too.
(() => {
  const { instantiate } = WebAssembly;
  let times = [];
  let depth = 0;
  const timed = (call) => (...given) => {
    const began = performance.now();
    depth++;
    try {
      return call(...given);
    } finally {
      depth--;
      if (depth === 0) times.push(performance.now() - began);
    }
  };
  // Asked by the tests alone, and again and again: all of the report as one message.
  const isTimed = ([name, value]) => typeof value === 'function' && name !== 'quoth_receive';
  WebAssembly.instantiate = async (...given) => {
    const { instance, module } = await instantiate(...given);
    const exports = Object.entries(instance.exports).map((one) => [one[0], isTimed(one) ? timed(one[1]) : one[1]]);
    return { module, instance: { exports: Object.fromEntries(exports) } };
  };
  addEventListener('test-times', () => {
    document.documentElement.dataset.times = JSON.stringify(times);
    times = [];
  });
})();
