/** Reads the page again every so often, unless the reader has stopped that. */
import type { Kept } from './class-kept';

export function keepReading(button: HTMLButtonElement, kept: Kept): void {
  const { refresh, pause = '', resume = '' } = button.dataset;
  // An animation that shows nothing is a clock that stands still while the page is hidden.
  const clock = button.animate([], { duration: Number(refresh) * 1000 });
  clock.onfinish = () => location.reload();
  const show = (paused: boolean): void => {
    button.textContent = paused ? resume : pause;
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
