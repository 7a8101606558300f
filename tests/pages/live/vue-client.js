// In the browser: takes over what the server wrote.
import page from './vue.js';

window.hydrate = () => new Promise((mounted) => {
  page((change) => {
    window.change = change;
    mounted();
  }).mount('#root');
});
