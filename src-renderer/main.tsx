/** @file Starts the renderer. */
import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { start } from './actions/start.ts';
import { startTiles } from './api/tiles.ts';
import { App } from './app.tsx';
import { t } from './i18n.ts';
import { useView } from './stores/view.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/window.css';
import './styles/canvas.css';
import './styles/masks.css';
import './styles/panels.css';
import './styles/overlays.css';
import './styles/settings.css';
import './styles/filmstrip.css';
import './styles/queue.css';
import './styles/saving.css';
import './styles/steps.css';
import './styles/training.css';
import './styles/training-report.css';
import './styles/training-run.css';
import './styles/training-curves.css';
import './styles/batch-list.css';
import './styles/batch.css';
import './styles/gallery.css';

declare global {
  /** Where libraries that insert a style element look for the nonce that the content security policy asks for. */
  var __webpack_nonce__: string | undefined;
}
globalThis.__webpack_nonce__ = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;

/** Only bugs end here: expected failures are values and stand where they happened. */
window.addEventListener('unhandledrejection', ({ reason }) => {
  useView.getState().notify({ tone: 'bad', text: t('unforeseen'), detail: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) });
});

await start();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
requestIdleCallback(startTiles);
