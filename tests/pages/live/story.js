// The stories of the pages that change, and what a page does with its state: the same for every framework.
export const FERRY = {
  title: 'Rope stops the ferry to Osk',
  paragraphs: [
    'The ferry between Lund and Osk lay still for three hours on Friday, after a rope had wound itself round its screw.',
    '“We drifted like a cork until the tug came,” said captain Mona Dahl, who has steered it for nine years.',
    'Nobody was hurt, and the forty passengers were given soup and dry socks while divers cut the rope away below them.',
    'Dahl said that the rope had come from an old fish farm, and that more of it was floating in the sound.',
    'The ferry company has asked the coastguard to search the water between the islands before the next sailing.',
  ],
  rest: [
    '“Nobody told us about the ropes,” said Piet Holm, who bought the fish farm in the spring and never sailed there.',
    'He has promised to take the nets in by the end of the month, and to pay for the soup and the socks himself.',
  ],
};

export const LIBRARY = {
  title: 'Library bus finds its way alone',
  paragraphs: [
    'A library bus that drives itself has begun its rounds in the hills above Ware, with a librarian on board to calm it.',
    '“It brakes for every hen, and there are very many hens,” said librarian Ida Frost after the first week of its rounds.',
    'The bus stops at nine farms and two schools, and it blows a small horn when somebody keeps a book for too long a time.',
    'Frost said that the children had named it after a pony, and that it would be painted to look like one before winter.',
  ],
  rest: [],
};

export const NEWS = '“The sound is clean again, as far as our boats can see,” said coastguard Lena Moss on Saturday morning.';

export const start = () => ({ story: FERRY, news: [], edited: {}, turn: 0, reversed: false, unfolded: false, gone: false });

// What the tests have a page do.
export const changes = {
  again: (state) => ({ ...state, turn: state.turn + 1 }),
  insert: (state) => ({ ...state, news: [...state.news, NEWS] }),
  edit: (state) => ({ ...state, edited: { 1: '“We drifted like a cork for an hour,” said captain Mona Dahl, who has steered it for nine years.' } }),
  cut: (state) => ({ ...state, edited: { 1: '' } }),
  reverse: (state) => ({ ...state, reversed: !state.reversed }),
  unfold: (state) => ({ ...state, unfolded: !state.unfolded }),
  navigate: (state) => ({ ...start(), story: state.story.title === FERRY.title ? LIBRARY : FERRY }),
  leave: (state) => ({ ...state, gone: !state.gone }),
};

// The paragraphs of a state, each with its key.
export function paragraphs({ story, news, edited, reversed }) {
  const body = story.paragraphs.map((text, index) => ({ key: `p${index}`, text: edited[index] ?? text }));
  const all = [...body.slice(0, 2), ...news.map((text, index) => ({ key: `n${index}`, text })), ...body.slice(2)];
  const shown = all.filter(({ text }) => text);
  return reversed ? shown.reverse() : shown;
}
