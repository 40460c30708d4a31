/** Keeps the focus where it is while the page is read again. */
import type { Kept } from './class-kept';

export function keepFocus(kept: Kept): void {
  const before = kept.get('focus');
  if (before) document.querySelector<HTMLElement>(before)?.focus({ preventScroll: true });
  addEventListener('pagehide', () => kept.set('focus', selectorOf(document.activeElement)));
}

/** Of what is the same element when the page has been drawn again; empty where nothing has the focus. */
function selectorOf(element: Element | null): string {
  if (!element || element === document.body) return '';
  if (element.id) return `#${CSS.escape(element.id)}`;
  const column = element.closest<HTMLElement>('th[data-key]')?.dataset.key;
  if (column !== undefined) return `th[data-key="${CSS.escape(column)}"] button`;
  const group = element.closest<HTMLElement>('button[data-group]')?.dataset.group;
  if (group !== undefined) return `button[data-group="${CSS.escape(group)}"]`;
  const link = element.getAttribute('href');
  // The same person may be named above the table too.
  if (link !== null) return `${element.closest('.grid') ? '.grid ' : ''}[href="${CSS.escape(link)}"]`;
  return element.classList.contains('grid-box') ? '.grid-box' : '';
}
