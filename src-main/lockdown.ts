/**
 * @file Keeps the application to itself: no request leaves the machine, no page but Imago's own is shown, no permission
 * is granted. Main process.
 */
import { type App, type Session, type WebContents } from 'electron';
import { appOrigin } from './protocol.ts';

/** Before the application is ready: Chromium's own errands, and every host name. */
export function disableBackgroundNetworking({ commandLine }: App): void {
  for (const errand of ['background-networking', 'component-update', 'domain-reliability', 'sync', 'breakpad']) commandLine.appendSwitch(`disable-${errand}`);
  commandLine.appendSwitch('no-pings');
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

export function lockSession(session: Session): void {
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !/^(imago|devtools):/.test(request.url) });
  });
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

export function lockContents(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  for (const navigation of ['will-navigate', 'will-redirect'] as const)
    contents.on(navigation as 'will-navigate', (event, url: string) => {
      if (!url.startsWith(`${appOrigin}/`)) event.preventDefault();
    });
}
