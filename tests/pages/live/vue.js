// A news page as Vue makes one, with its compiler in the browser.
import { createSSRApp } from 'vue/dist/vue.esm-bundler.js';
import { changes, paragraphs, start } from './story.js';

export default function page(ready) {
  return createSSRApp({
    data: () => ({ state: start() }),
    computed: { paragraphs() { return paragraphs(this.state); } },
    mounted() { ready?.((name) => (this.state = changes[name](this.state))); },
    template: `
      <main v-if="state.gone"><p>Choose a story.</p></main>
      <main v-else>
        <article :key="state.turn">
          <h1>{{ state.story.title }}</h1>
          <p v-for="one in paragraphs" :key="one.key">{{ one.text }}</p>
          <div v-show="state.unfolded"><p v-for="text in state.story.rest" :key="text">{{ text }}</p></div>
        </article>
        <aside>{{ state.turn }} times drawn anew</aside>
      </main>`,
  });
}
