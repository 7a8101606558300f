// On the server: the page as text.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import Page from './react.jsx';

export default async () => renderToString(<Page />);
