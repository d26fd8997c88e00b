/** @file Numbers as people read them. Pure. */
import { strings } from './strings.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export const formatMoment = (isoDate: string): string => moment.format(new Date(isoDate));

export const formatCount = (value: number): string => whole.format(value);

export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return `${whole.format(Math.max(1, milliseconds))} ms`;
  if (seconds < 10) return `${short.format(seconds)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rounded % 60)}` : `${minutes}:${pad(rounded % 60)}`;
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${value < 100 ? short.format(value) : whole.format(value)} ${units[step]}`;
}

export const formatPixels = (size: { readonly width: number; readonly height: number }): string =>
  strings.units.pixels(String(size.width), String(size.height));

export const formatMegapixels = ({ width, height }: { readonly width: number; readonly height: number }): string =>
  strings.units.megapixels(short.format((width * height) / 1e6));

/** Whole percents below 1000 %. */
export const formatZoom = (zoom: number): string => strings.units.percent(zoom < 0.1 ? Number((zoom * 100).toPrecision(2)) : Math.round(zoom * 100));
