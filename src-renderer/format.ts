/** @file Numbers, moments and sizes as people read them in the language that is shown. Pure but for that language. */
import { shownLanguage, t } from './i18n.ts';

type Size = { readonly width: number; readonly height: number };

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making one costs more than using it, and they are used at every step of a progress bar. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = shownLanguage() + JSON.stringify(options);
  const kept = numberFormats.get(key) ?? new Intl.NumberFormat(shownLanguage(), options);
  numberFormats.set(key, kept);
  return kept;
}

const whole = { maximumFractionDigits: 0 } as const;
const short = { maximumSignificantDigits: 2 } as const;
const measured = (value: number, unit: string, digits: Intl.NumberFormatOptions) => numberFormat({ ...digits, style: 'unit', unit, unitDisplay: 'short' }).format(value);

export const formatMoment = (isoDate: string): string =>
  new Intl.DateTimeFormat(shownLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoDate));

export const formatCount = (value: number): string => numberFormat(whole).format(value);

/** A ratio near 1, to hundredths. */
export const formatScore = (value: number): string => numberFormat({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return measured(Math.max(1, milliseconds), 'millisecond', whole);
  if (seconds < 10) return measured(seconds, 'second', short);
  const rounded = Math.round(seconds);
  if (rounded < 60) return measured(rounded, 'second', whole);
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rounded % 60)}` : `${minutes}:${pad(rounded % 60)}`;
}

export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return measured(value, units[step]!, value < 100 ? short : whole);
}

export const formatPixels = ({ width, height }: Size): string => t('units.pixels', { width: String(width), height: String(height) });

export const formatMegapixels = ({ width, height }: Size): string => t('units.megapixels', { value: numberFormat(short).format((width * height) / 1e6) });

/** `share` is 0 to 1 for nothing to all. */
export const formatPercent = (share: number): string => numberFormat({ style: 'percent', ...whole }).format(share);

/** Whole percents from 10 % on. */
export const formatZoom = (zoom: number): string => numberFormat({ style: 'percent', ...(zoom < 0.1 ? short : whole) }).format(zoom);

/** At most one digit behind the point. */
export const formatFractional = (value: number): string => numberFormat({ maximumFractionDigits: 1 }).format(value);

/** As photographers say it: "1/250 s", "2.5 s". */
export const formatExposure = (seconds: number): string => (seconds < 0.4 ? `1/${Math.round(1 / seconds)} s` : `${formatFractional(seconds)} s`);

/** A measured value of any size, in three digits; very small ones as powers of ten. */
export const formatMeasure = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? numberFormat({ notation: 'scientific', maximumSignificantDigits: 3 }).format(value) : numberFormat(Number.isInteger(value) ? whole : { maximumSignificantDigits: 3 }).format(value);
