/** @file Looks at a window as axe-core does: what a person with another way of seeing or steering would stumble over. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { atRest } from './at-rest.ts';

/** One line for each thing that axe-core finds, empty where it finds none. WCAG 2.2 A and AA, and its best practices. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // A colour on its way to another has the contrast of neither.
  await atRest(page);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replaceAll(/\s+/g, ' ')}`));
}
