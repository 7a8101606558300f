// On the server: the page as text.
import { renderToString } from 'vue/server-renderer';
import page from './vue.js';

export default () => renderToString(page());
