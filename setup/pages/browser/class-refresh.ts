/** Reads the page again every so often, unless the reader has stopped that or is at work on it. */
import type { Kept } from './class-kept';

/** Milliseconds without a key, a click or a finger after which whoever has the focus on the page has looked away. */
const LOOKED_AWAY = 60_000;

/** Milliseconds after which a page that is drawn every few seconds is drawn no more. */
const STALE = 120_000;

/** By the reader's clock. */
const now = (): number => performance.timeOrigin + performance.now();

/**
 * @param button stops it, and lets it go on
 * @param state says how it stands
 */
export function keepReading(button: HTMLButtonElement, state: HTMLElement, kept: Kept): void {
  const { refresh, pause = '', resume = '' } = button.dataset;
  const { at = '', running = '', paused: pausedWords = '', stale: staleWords = '' } = state.dataset;
  // As the page was when it was read: how old it is while it stands still says nothing of the roster.
  const stale = now() - Date.parse(at) > STALE;
  const atWork = watchReader();
  // An animation that shows nothing is a clock that stands still while the page is hidden.
  const clock = button.animate([], { duration: Number(refresh) * 1000 });
  clock.onfinish = () => (atWork() ? clock.play() : location.reload());
  const show = (paused: boolean): void => {
    button.textContent = paused ? resume : pause;
    const words = stale ? staleWords : paused ? pausedWords : running;
    // What is written again is read aloud again.
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle('bad', stale);
    state.classList.toggle('wait', !stale);
    if (paused) clock.pause();
    else clock.play();
  };
  let paused = kept.get('paused') === 'yes';
  show(paused);
  button.addEventListener('click', () => {
    paused = !paused;
    kept.set('paused', paused ? 'yes' : '');
    show(paused);
  });
}

/** @returns whether the reader would lose something now: words half typed, an open list, marked text, the place in the table */
function watchReader(): () => boolean {
  let last = -Infinity;
  for (const type of ['keydown', 'input', 'pointerdown', 'pointerup', 'focusin'])
    document.addEventListener(type, () => (last = performance.now()), { capture: true, passive: true });
  return () => {
    const inside = document.activeElement?.closest('.bar-of-tools, .grid-box') ?? null;
    const marked = String(getSelection()) !== '';
    return (inside !== null || marked) && performance.now() - last < LOOKED_AWAY;
  };
}
