import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bridge } from '../src-shared/ipc.ts';
import { expect, test } from './support/application.ts';
import { writePng } from './support/pictures.ts';

let server: Server;
let requests: string[];
let origin: string;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached');
  });
  server.on('upgrade', (request, socket) => {
    requests.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.beforeEach(() => {
  requests = [];
});
test.afterAll(() => {
  server.close();
});

test('no request leaves the window, by whatever way', async ({ editor }) => {
  const outcomes = await editor.page.evaluate(async (target) => {
    const settled = (promise: Promise<unknown>) =>
      promise.then(
        () => 'reached',
        () => 'refused',
      );
    const loaded = (element: HTMLElement, kind: 'load' | 'error' = 'load') =>
      new Promise((resolve, reject) => {
        element.addEventListener(kind, resolve);
        element.addEventListener('error', reject);
        document.body.append(element);
      });
    const socket = (url: string) =>
      new Promise((resolve, reject) => {
        const opened = new WebSocket(url);
        opened.onopen = resolve;
        opened.onerror = reject;
      });
    const image = Object.assign(new Image(), { src: `http://${target}/image` });
    const script = Object.assign(document.createElement('script'), { src: `http://${target}/script` });
    navigator.sendBeacon(`http://${target}/beacon`);
    const opened = window.open(`http://${target}/window`);
    return {
      fetch: await settled(fetch(`http://${target}/fetch`)),
      image: await settled(loaded(image)),
      script: await settled(loaded(script)),
      socket: await settled(socket(`ws://${target}/socket`)),
      window: opened === null ? 'refused' : 'reached',
    };
  }, origin);
  expect(outcomes).toEqual({ fetch: 'refused', image: 'refused', script: 'refused', socket: 'refused', window: 'refused' });

  expect(requests).toEqual([]);
});

test('the window cannot be led elsewhere', async ({ editor }) => {
  // Asked of main, since Playwright waits for a navigation that never comes.
  const whereItIs = await editor.application.evaluate(async ({ BrowserWindow }, target) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const refused = new Promise((resolve) => webContents.once('will-navigate', (event) => setTimeout(resolve, 100, event.defaultPrevented)));
    await webContents.executeJavaScript(`location.href = 'http://${target}/navigation'; 0`);
    return { refused: await refused, url: webContents.getURL(), windows: BrowserWindow.getAllWindows().length };
  }, origin);
  expect(whereItIs).toEqual({ refused: true, url: 'imago://app/index.html', windows: 1 });
  expect(requests).toEqual([]);
});

test('the session refuses requests that no content security policy guards', async ({ editor }) => {
  const outcomes = await editor.application.evaluate(async ({ net }, target) => {
    const settled = (promise: Promise<unknown>) =>
      promise.then(
        () => 'reached',
        () => 'refused',
      );
    return [await settled(net.fetch(`http://${target}/main`)), await settled(net.fetch(`http://${target}/bypass`, { bypassCustomProtocolHandlers: true }))];
  }, origin);
  expect(outcomes).toEqual(['refused', 'refused']);
  expect(requests).toEqual([]);
});

test('the page has the bridge and nothing of Node or Electron', async ({ editor }) => {
  const found = await editor.page.evaluate(async () => {
    // In a task of its own: the debugger may evaluate what the page may not.
    const evaluates = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(Function('return 1')());
        } catch {
          resolve('refused');
        }
      });
    });
    const scope = window as unknown as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => scope[name] !== undefined),
      bridge: Object.keys(scope['imago'] as object).sort(),
      evaluates,
    };
  });
  expect(found).toEqual({ node: [], bridge: ['call', 'on', 'pathOf'], evaluates: 'refused' });
  const preferences = await editor.application.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('imago:// gives the bundle and allowed tiles, and no other file', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'p.png', 40, 30)]);
  await expect(editor.picture('p.png')).toHaveAccessibleName('p.png, source');
  const status = (url: string) => editor.application.evaluate(async ({ net }, it) => (await net.fetch(it)).status, url);
  const id = '01234567-89ab-cdef-0123-456789abcdef';
  expect(await status('imago://app/index.html')).toBe(200);
  for (const path of ['package.json', '%2e%2e/main/main.cjs', '..%2fmain%2fmain.cjs', '..%2f..%2fpackage.json']) expect([path, await status(`imago://app/${path}`)]).toEqual([path, 404]);
  expect(await status(`imago://tile/${id}/0/0/0`)).toBe(404);
  for (const path of ['etc/passwd', `${id}/0/0`, `${id}/0/0/-1`, `..%2f..%2fetc%2fpasswd`]) expect([path, await status(`imago://tile/${path}`)]).toEqual([path, 400]);
  expect(await status('imago://elsewhere/')).toBe(404);
});

test('calls with a wrong name or payload are refused', async ({ editor }) => {
  const refusals = await editor.page.evaluate(async () => {
    const { call } = (window as unknown as { imago: { call: (name: string, payload?: unknown) => Promise<unknown> } }).imago;
    const message = (promise: Promise<unknown>) => promise.then(() => 'answered', (error: unknown) => String(error));
    return Promise.all([message(call('constructor')), message(call('picture:open', { paths: [7] })), message(call('settings:change', { recentFiles: [], window: {} }))]);
  });
  expect(refusals[0]).toContain('expected the name of a call, got constructor');
  expect(refusals[1]).toContain('expected the payload of picture:open');
  expect(refusals[2]).toContain('expected the payload of settings:change');
});

test('what main tells before it answers is heard before the answer', async ({ editor }) => {
  const early = await editor.page.evaluate(async () => {
    const { imago } = window as unknown as { imago: Bridge };
    let told = 0;
    imago.on('settings:changed', ({ panelWidth }) => (told = panelWidth));
    const widths = Array.from({ length: 240 }, (_, index) => 240 + index);
    const change = async (panelWidth: number) => {
      await imago.call('settings:change', { panelWidth });
      return told < panelWidth;
    };
    const apart: boolean[] = [];
    for (const width of widths.slice(0, 100)) apart.push(await change(width));
    const together = await Promise.all(widths.slice(100).map(change));
    return [...apart, ...together].filter(Boolean).length;
  });
  expect(early).toBe(0);
});
