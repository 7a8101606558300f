// What a user of wink-nlp runs to get quotes and their speakers. Each answers how many quotes it found.
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

// It knows tokens, sentences and parts of speech. As its documentation starts it, it finds entities, sentiments and
// negations too; a user in a hurry asks for no more than what is used below. Quotes are what stands between marks; a
// speaker is the run of proper nouns nearest to a verb of saying.
const SAYING = new Set(['say', 'tell', 'add', 'write', 'ask', 'note', 'argue', 'explain', 'warn', 'insist', 'reply', 'claim']);

const wink = (nlp) => (text) => {
  const { its } = nlp;
  const doc = nlp.readDoc(text);
  const tokens = doc.tokens();
  const words = tokens.out(its.value);
  const tags = tokens.out(its.pos);
  const lemmas = tokens.out(its.lemma);
  const quotes = [];
  let open = -1;
  for (const [at, word] of words.entries()) {
    if (word === '“' || (word === '"' && open < 0)) open = at;
    else if ((word === '”' || word === '"') && open >= 0) {
      quotes.push([open, at]);
      open = -1;
    }
  }
  return quotes.map(([from, to]) => ({ quote: words.slice(from, to + 1).join(' '), speaker: nearest(from, to) })).length;

  function nearest(from, to) {
    for (let away = 1; away <= 12; away++) {
      for (const at of [to + away, from - away]) {
        if (!SAYING.has(lemmas[at])) continue;
        for (let near = 1; near <= 6; near++) {
          for (const name of [at - near, at + near]) {
            if (tags[name] !== 'PROPN') continue;
            let [first, last] = [name, name];
            while (tags[first - 1] === 'PROPN') first--;
            while (tags[last + 1] === 'PROPN') last++;
            return words.slice(first, last + 1).join(' ');
          }
        }
      }
    }
    return null;
  }
};

export const viaWink = wink(winkNLP(model));
export const viaLeanWink = wink(winkNLP(model, ['sbd', 'pos']));
