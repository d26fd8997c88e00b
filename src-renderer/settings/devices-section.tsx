/** @file The devices that can compute: which is chosen, in which order they are tried, what the check found. Renderer. */
import { Check, Ban } from 'lucide-react';
import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceChoice, type ProbeReport, providerLabels } from '../../src-shared/device.ts';
import { changeSettings, checkDevices } from '../actions/settings.ts';
import { formatDuration, formatMoment } from '../format.ts';
import { shownLanguage } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { Fold } from '../ui/fold.tsx';

export function DevicesSection() {
  const { t } = useTranslation();
  const devices = useApplication((state) => state.devices);
  const name = useId();
  useEffect(() => {
    if (useApplication.getState().devices.kind !== 'known') void checkDevices(false);
  }, []);
  const report = devices.kind === 'known' ? devices.report : null;
  const ladder = new Intl.ListFormat(shownLanguage(), { type: 'unit' }).format(report?.ladder.map((it) => providerLabels[it]) ?? []);
  return (
    <fieldset className="field">
      <legend>{t('settings.device')}</legend>
      <div className="device-cards">
        <DeviceCard name={name} value="auto" label={t('settings.auto')} works>
          <span className="quiet">{ladder === '' ? t('settings.autoHelp') : t('settings.autoOrder', { devices: ladder })}</span>
        </DeviceCard>
        {report?.probes.map((probe) => (
          <DeviceCard key={probe.provider} name={name} value={probe.provider} label={providerLabels[probe.provider]} works={probe.works}>
            <span className="quiet">{t(`devices.${probe.provider}`)}</span>
            <Finding probe={probe} />
          </DeviceCard>
        ))}
      </div>
      {devices.kind === 'failed' && <FailureCard failure={devices.failure} />}
      <div className="device-foot">
        <span className="quiet" role="status">
          {devices.kind === 'checking' ? t('settings.checking') : report && t('settings.checkedAt', { when: formatMoment(report.probedAt) })}
        </span>
        <Button disabled={devices.kind === 'checking'} onClick={() => void checkDevices(true)}>
          {t('settings.refresh')}
        </Button>
      </div>
    </fieldset>
  );
}

type DeviceCardProps = { readonly name: string; readonly value: DeviceChoice; readonly label: string; readonly works: boolean; readonly children: ReactNode };

function DeviceCard({ name, value, label, works, children }: DeviceCardProps) {
  const chosen = useApplication((state) => state.settings.device);
  const id = useId();
  return (
    <div className="device-card">
      <input
        type="radio"
        id={id}
        name={name}
        checked={chosen === value}
        disabled={!works && chosen !== value}
        onChange={() => void changeSettings({ device: value })}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {children}
      </div>
    </div>
  );
}

const Finding = ({ probe: { works, durationMs, cause, advice, reason } }: { readonly probe: ProbeReport }) => {
  const { t } = useTranslation();
  return (
    <>
      <p className="finding">
        {works ? <Check className="good" size={14} aria-hidden="true" /> : <Ban className="quiet" size={14} aria-hidden="true" />}
        {works ? t('settings.works', { time: formatDuration(durationMs) }) : (cause === undefined ? advice : t(`findings.${cause}`)) ?? t('settings.worksNot')}
      </p>
      {reason !== undefined && (
        <Fold title={t('details')}>
          <pre tabIndex={0}>{reason}</pre>
        </Fold>
      )}
    </>
  );
};
