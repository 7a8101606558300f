// Serves the pages of one folder from 127.0.0.1. `NAME.json` beside `NAME.html` may hold response headers for it, and
// `policies.json` policies by name, one of which `?policy=` asks for.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

// `made` are pages that are no files, by name: their text, or `{ body, type, headers }`; `common` headers of all pages.
// Answers { origin, requests, close }: `requests` are the paths that were asked for.
export async function serve(folder, { port = 0, common = {}, made = {} } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    requests.push(pathname);
    const name = basename(pathname);
    const type = TYPES[extname(name)];
    // Browsers ask for it unbidden, and report violations of a policy.
    if (name === 'favicon.ico' || name === 'violation') return response.writeHead(204).end();
    try {
      if (!type) throw new Error(`nothing is served of the kind of ${name}`);
      const page = made[name] ?? (await readFile(join(folder, name)));
      const body = page.body ?? page;
      const { headers = {} } = await expected(folder, name);
      const policy = (await expected(folder, 'policies'))[searchParams.get('policy')];
      response.writeHead(200, {
        'content-type': page.type ?? type,
        // A page that must not be stored is not kept for the way back either.
        'cache-control': made[name] ? 'no-cache' : 'no-store',
        ...common,
        ...headers,
        ...page.headers,
        ...(policy && { 'content-security-policy': `${policy}; report-uri /violation` }),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close };
}

// What is expected of a page: the JSON beside it.
export async function expected(folder, page) {
  const file = join(folder, basename(page, '.html') + '.json');
  return JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
}
