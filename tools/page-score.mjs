// How well a text found on a page matches the true one: word 4-grams, as in the public article-extraction benchmark.

function grams(text) {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const counts = new Map();
  for (let at = 0; at < Math.max(1, words.length - 3); at++) {
    const gram = words.slice(at, at + 4).join(' ');
    if (gram) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

// The grams in both, those found too many, and those missed.
function compared(truth, found) {
  const [wanted, got] = [grams(truth), grams(found)];
  let [both, extra, missing] = [0, 0, 0];
  for (const [gram, count] of got) both += Math.min(count, wanted.get(gram) ?? 0);
  for (const count of got.values()) extra += count;
  for (const count of wanted.values()) missing += count;
  return { both, extra: extra - both, missing: missing - both };
}

// The harmonic mean of precision and recall, each a mean over pages: `pairs` are [truth, found].
export function f1(pairs) {
  const pages = pairs.map(([truth, found]) => compared(truth, found));
  const mean = (wrong) => {
    const counted = pages.filter((page) => page.both + page[wrong] > 0);
    return counted.reduce((sum, page) => sum + page.both / (page.both + page[wrong]), 0) / Math.max(counted.length, 1);
  };
  const [precision, recall] = [mean('extra'), mean('missing')];
  return (2 * precision * recall) / (precision + recall || 1);
}
