/** @file Which colour profile saved pictures have. Renderer. */
import { useTranslation } from 'react-i18next';
import { type SavedProfile, savedProfileSchema, savedProfiles } from '../../src-shared/image.ts';
import { SelectField } from '../ui/select-field.tsx';

type ProfileFieldProps = {
  readonly profile: SavedProfile;
  /** Name of the profile of the one picture that is saved; null where it has none. */
  readonly own?: string | null;
  readonly onChange: (profile: SavedProfile) => void;
};

export function ProfileField({ profile, own = null, onChange }: ProfileFieldProps) {
  const { t } = useTranslation();
  const labels = { keep: own === null ? t('save.profiles.keep') : t('save.profiles.keepNamed', { profile: own }), srgb: 'sRGB', 'display-p3': 'Display P3' };
  return (
    <SelectField
      label={t('save.profile')}
      value={profile}
      options={savedProfiles.map((it) => [it, labels[it]])}
      onChange={(it) => {
        onChange(savedProfileSchema.parse(it));
      }}
    />
  );
}
