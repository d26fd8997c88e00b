/** @file What this is, and under which licences its parts come. Renderer. */
import { useTranslation } from 'react-i18next';
import { useApplication } from '../stores/application.ts';
import { licences } from './licences.ts';

export function AboutSection() {
  const { t } = useTranslation();
  const { version, models } = useApplication();
  return (
    <>
      <div>
        <h3>{t('settings.version', { version })}</h3>
        <p className="quiet">{t('settings.about.story')}</p>
      </div>
      <Licences title={t('settings.about.software')} entries={licences} />
      <Licences title={t('settings.about.models')} entries={models.map(({ name, licence }) => [name, licence])} />
    </>
  );
}

const Licences = ({ title, entries }: { readonly title: string; readonly entries: readonly (readonly [name: string, licence: string])[] }) => (
  <section className="licences">
    <h3>{title}</h3>
    <dl>
      {entries.map(([name, licence]) => (
        <div key={name} className="licence">
          <dt>{name}</dt>
          <dd className="quiet">{licence}</dd>
        </div>
      ))}
    </dl>
  </section>
);
