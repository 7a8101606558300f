// A news page as React makes one: rendered on the server, hydrated, rendered again.
import { createElement, useReducer } from 'react';
import { changes, paragraphs, start } from './story.js';

export default function Page({ ready }) {
  const [state, change] = useReducer((state, name) => changes[name](state), undefined, start);
  ready?.(change);
  const { story, turn, unfolded, gone } = state;
  if (gone) return <main><p>Choose a story.</p></main>;
  return (
    <main>
      {/* Another key: React throws the old nodes away and makes new ones. */}
      <article key={turn}>
        <h1>{story.title}</h1>
        {paragraphs(state).map(({ key, text }) => <p key={key}>{text}</p>)}
        <div hidden={!unfolded}>{story.rest.map((text) => <p key={text}>{text}</p>)}</div>
      </article>
      <aside>{turn} times drawn anew</aside>
    </main>
  );
}
