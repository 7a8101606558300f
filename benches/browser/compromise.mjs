// What a user of compromise runs to get quotes and their speakers. Each answers how many quotes it found.
import compromise from 'compromise';

// It knows quotations and people; a speaker is the person named in what stands around the quote.
export function viaCompromise(text) {
  const doc = compromise(text);
  const found = [];
  doc.quotations().forEach((quote) => {
    const sentence = quote.fullSentences ? quote.fullSentences() : quote.all();
    found.push({ quote: quote.text(), speaker: sentence.people().first().text() });
  });
  return found.length;
}
