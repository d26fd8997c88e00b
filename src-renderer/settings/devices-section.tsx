/** @file The devices that can compute: in which order they are tried, which are off, what the check found. Renderer. */
import { ArrowDown, ArrowUp, Ban, Check } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceLadder, type ProbeReport, type Provider, providerLabels } from '../../src-shared/device.ts';
import { changeSettings, checkDevices } from '../actions/settings.ts';
import { formatDuration, formatMoment } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { Fold } from '../ui/fold.tsx';
import { moveRung, rungsHere } from './move-rung.ts';

export function DevicesSection() {
  const { t } = useTranslation();
  const devices = useApplication((state) => state.devices);
  useEffect(() => {
    if (useApplication.getState().devices.kind !== 'known') void checkDevices(false);
  }, []);
  const report = devices.kind === 'known' ? devices.report : null;
  return (
    <section className="field" aria-label={t('ladder.title')}>
      <h3>{t('ladder.title')}</h3>
      <p className="quiet">{t('ladder.story')}</p>
      {report && <Rungs probes={report.probes} />}
      {devices.kind === 'failed' && <FailureCard failure={devices.failure} />}
      <div className="device-foot">
        <span className="quiet" role="status">
          {devices.kind === 'checking' ? t('settings.checking') : report && t('settings.checkedAt', { when: formatMoment(report.probedAt) })}
        </span>
        <Button disabled={devices.kind === 'checking'} onClick={() => void checkDevices(true)}>
          {t('settings.refresh')}
        </Button>
      </div>
    </section>
  );
}

function Rungs({ probes }: { readonly probes: readonly ProbeReport[] }) {
  const { t } = useTranslation();
  const ladder = useApplication((state) => state.settings.ladder);
  const list = useRef<HTMLOListElement>(null);
  const here = probes.map(({ provider }) => provider);
  const shown = rungsHere(ladder, here);
  const move = (provider: Provider, to: number, button: 'up' | 'down') => {
    changeLadder(moveRung(ladder, here, provider, to));
    useView.getState().announce(t('ladder.moved', { device: providerLabels[provider], number: to + 1, total: shown.length }));
    // At either end its button goes out, and the other one takes over.
    const [focused] = [button, button === 'up' ? 'down' : 'up'].filter((it) => (it === 'up' ? to > 0 : to < shown.length - 1));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-rung="${provider}"] [data-move="${focused ?? ''}"]`)?.focus());
  };
  return (
    <ol ref={list} className="device-cards" aria-label={t('ladder.title')}>
      {shown.map(({ provider, on }, index) => (
        <li key={provider} className="device-card" data-rung={provider}>
          <RungSwitch provider={provider} on={on} probe={probes.find((probe) => probe.provider === provider)!} />
          <IconButton label={t('ladder.up', { device: providerLabels[provider] })} data-move="up" disabled={index === 0} onClick={() => { move(provider, index - 1, 'up'); }}>
            <ArrowUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label={t('ladder.down', { device: providerLabels[provider] })} data-move="down" disabled={index === shown.length - 1} onClick={() => { move(provider, index + 1, 'down'); }}>
            <ArrowDown size={14} aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ol>
  );
}

type RungSwitchProps = { readonly provider: Provider; readonly on: boolean; readonly probe: ProbeReport };

function RungSwitch({ provider, on, probe }: RungSwitchProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <input
        type="checkbox"
        id={id}
        checked={on && probe.works}
        disabled={!probe.works || provider === 'cpu'}
        aria-describedby={`${id}-finding`}
        onChange={({ target }) => {
          const { ladder } = useApplication.getState().settings;
          changeLadder(ladder.map((rung) => (rung.provider === provider ? { provider, on: target.checked } : rung)));
        }}
      />
      <div id={`${id}-finding`}>
        <label htmlFor={id}>{providerLabels[provider]}</label>
        <span className="quiet">{provider === 'cpu' ? `${t('devices.cpu')}. ${t('ladder.always')}` : t(`devices.${provider}`)}</span>
        <Finding probe={probe} />
      </div>
    </>
  );
}

const changeLadder = (ladder: DeviceLadder): void => void changeSettings({ ladder });

const Finding = ({ probe: { works, durationMs, cause, reason } }: { readonly probe: ProbeReport }) => {
  const { t } = useTranslation();
  return (
    <>
      <p className="finding">
        {works ? <Check className="good" size={14} aria-hidden="true" /> : <Ban className="quiet" size={14} aria-hidden="true" />}
        {works ? t('settings.works', { time: formatDuration(durationMs) }) : t(cause === undefined ? 'settings.worksNot' : `findings.${cause}`)}
      </p>
      {reason !== undefined && (
        <Fold title={t('details')}>
          <pre tabIndex={0}>{reason}</pre>
        </Fold>
      )}
    </>
  );
};
