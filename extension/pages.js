// The code of each page of the extension is in Rust: this starts it.
import init, * as pages from './pages/quoth_pages.js';

await init();
await pages[document.documentElement.id]();
