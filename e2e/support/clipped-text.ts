/** @file Finds text that is cut off or lies over other text. */
import type { Page } from '@playwright/test';
import { atRest } from './at-rest.ts';

/**
 * One line for each text that is not whole on the screen: cut by a box around it that does not scroll, or under another
 * text. Names that are cut on purpose (`.middle-cut`, an ellipsis with the whole as a title) do not count. Where a dialog
 * is open, only that is looked at.
 */
export async function clippedTexts(page: Page): Promise<string[]> {
  await atRest(page);
  return page.evaluate(() => {
    const slack = 2;
    const root = [...document.querySelectorAll('[role=dialog]')].at(-1) ?? document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: { element: HTMLElement; box: DOMRect; text: string }[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      const element = walker.currentNode.parentElement!;
      if (text === '' || element.closest('.for-screen-readers, .middle-cut, option, script, style, [aria-hidden=true], .notices')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || element.getBoundingClientRect().width <= 1 || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true } as CheckVisibilityOptions)) continue;
      texts.push({ element, box, text: text.slice(0, 60) });
    }

    const scrollsOut = (style: CSSStyleDeclaration, axis: 'x' | 'y') => ['auto', 'scroll'].includes(axis === 'x' ? style.overflowX : style.overflowY);
    const cuts = (style: CSSStyleDeclaration, axis: 'x' | 'y') => ['hidden', 'clip'].includes(axis === 'x' ? style.overflowX : style.overflowY);
    const found: string[] = [];
    for (const select of root.querySelectorAll('select'))
      if (select.checkVisibility() && select.clientHeight < parseFloat(getComputedStyle(select).fontSize) * 1.2) found.push(`a choice is too low for its text: ${select.selectedOptions[0]?.text}`);
    for (const end of root.querySelectorAll('.middle-cut-end')) if (end.scrollWidth > end.clientWidth + slack) found.push(`a name is cut at its end too: ${end.textContent}`);
    for (const { element, box, text } of texts) {
      let openX = true;
      let openY = true;
      for (let around: HTMLElement | null = element; around && around !== document.documentElement; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.display === 'contents') continue;
        const edge = around.getBoundingClientRect();
        if (style.textOverflow === 'ellipsis' && around.title !== '') break;
        if (openY && cuts(style, 'y') && (box.top < edge.top - slack || box.bottom > edge.bottom + slack)) found.push(`cut in height by .${around.className}: ${text}`);
        if (openX && (box.right > edge.right + slack || box.left < edge.left - slack)) found.push(`runs out of .${around.className} at the side: ${text}`);
        if (around.matches('button, label, [role=tab]') && box.bottom > edge.bottom + slack) found.push(`runs out of its control .${around.className}: ${text}`);
        // What is placed by hand may stand beside the box that it belongs to.
        openX &&= !scrollsOut(style, 'x') && style.position !== 'absolute';
        openY &&= !scrollsOut(style, 'y');
        if (style.position === 'fixed') break;
      }
      if (openX && (box.left < -slack || box.right > innerWidth + slack)) found.push(`outside the window: ${text}`);
    }

    /** What stays in sight while the rest scrolls under it. */
    const layerOf = (element: HTMLElement | null): HTMLElement | null =>
      !element || ['sticky', 'fixed'].includes(getComputedStyle(element).position) ? element : layerOf(element.parentElement);

    // Only what can be seen: a list may go on under what stays in sight at its end.
    const seen = texts.filter(({ element, box }) => {
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 8));
      return top !== null && (element.contains(top) || top.contains(element));
    });
    for (const [index, a] of seen.entries())
      for (const b of seen.slice(index + 1)) {
        if (a.element.contains(b.element) || b.element.contains(a.element) || layerOf(a.element) !== layerOf(b.element)) continue;
        const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (width > slack && height > 6) found.push(`over one another: ${a.text} | ${b.text}`);
      }
    return found;
  });
}
