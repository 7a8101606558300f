// In the browser: takes over what the server wrote.
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import Page from './react.jsx';

const { promise, resolve } = Promise.withResolvers();
window.hydrate = async () => {
  hydrateRoot(document.getElementById('root'), <Page ready={resolve} />, {
    onRecoverableError: (error) => console.error(`not recovered by itself: ${error.message}`),
  });
  window.change = await promise;
};
