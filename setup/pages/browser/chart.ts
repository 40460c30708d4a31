/** A chart that answers: a cursor with all values at its moment, and a closer look by wheel, dragging and keys. */
import { atMoment } from '../chart/at-moment';
import { plot, type Plot } from '../chart/plot';
import type { PlotStory, View } from '../chart/plot-story';
import { between, moved, zoomed } from '../chart/view';
import { svgOf } from './elements';

/** A drag of fewer pixels is a click. */
const DRAG = 6;

/** Pixels of a chart that is not laid out. */
const NARROW = 320;

/** A finger that moves sideways moves the cursor: to zoom there are the buttons. */
const isTouch = ({ pointerType }: PointerEvent): boolean => pointerType === 'touch';

export class Chart {
  readonly #whole: View;
  #view: View;
  #plot!: Plot;
  /** In milliseconds since the epoch. */
  #cursor: number | undefined;
  #dragFrom: number | undefined;
  readonly #box: HTMLElement;
  readonly #readout: HTMLElement;
  readonly #cursorLine = document.createElement('div');
  readonly #selection = document.createElement('div');

  constructor(
    readonly figure: HTMLElement,
    readonly story: PlotStory,
  ) {
    this.#whole = { from: story.from, to: story.to };
    this.#view = this.#whole;
    this.#box = figure.querySelector<HTMLElement>('.live')!;
    this.#readout = figure.querySelector<HTMLElement>('.readout')!;
    this.#cursorLine.className = 'cursor';
    this.#selection.className = 'selection';
    // How much room there is shows only where it is shown.
    figure.classList.add('scripted');
    try {
      this.#draw();
    } catch (error) {
      // The picture that needs no script is better than none.
      figure.classList.remove('scripted');
      throw error;
    }
    this.#listen();
  }

  #draw(): void {
    this.#plot = plot(this.story, this.#view, this.#room());
    const { shapes, width, height } = this.#plot;
    this.#box.replaceChildren(svgOf(shapes, width, height), this.#cursorLine, this.#selection);
    this.figure.dataset.zoomed = String(this.#view.to - this.#view.from < this.#whole.to - this.#whole.from);
    this.#show();
  }

  /** In pixels; of a phone all that there is. */
  #room(): number {
    return this.#box.clientWidth || NARROW;
  }

  #look(view: View): void {
    this.#view = view;
    this.#draw();
  }

  /** The cursor and what it says, kept within the view. */
  #show(): void {
    const { left, right, top, bottom } = this.#plot;
    const { from, to } = this.#view;
    const at = this.#cursor;
    const seen = at !== undefined && at >= from && at <= to;
    this.#cursorLine.hidden = this.#readout.hidden = !seen;
    if (!seen) return;
    const x = left + ((at - from) / (to - from)) * (right - left);
    Object.assign(this.#cursorLine.style, { left: `${x}px`, top: `${top}px`, height: `${bottom - top}px` });
    const { when, values } = atMoment(this.story, at);
    const title = document.createElement('strong');
    title.textContent = when;
    const list = document.createElement('dl');
    for (const [name, value] of values) {
      const [term, words] = [document.createElement('dt'), document.createElement('dd')];
      [term.textContent, words.textContent] = [name, value];
      list.append(term, words);
    }
    this.#readout.replaceChildren(title, list);
    // Beside the cursor, on the side that has room.
    const room = this.#box.clientWidth;
    const wide = this.#readout.offsetWidth;
    const place = x + 14 + wide <= room ? x + 14 : Math.max(0, x - 14 - wide);
    Object.assign(this.#readout.style, { left: `${Math.min(place, Math.max(0, room - wide))}px`, top: `${top}px` });
  }

  #momentOf(event: MouseEvent): number {
    const { left, right } = this.#plot;
    const x = event.clientX - this.#box.getBoundingClientRect().left + this.#box.scrollLeft;
    const share = Math.min(Math.max((x - left) / (right - left), 0), 1);
    return this.#view.from + share * (this.#view.to - this.#view.from);
  }

  #listen(): void {
    const box = this.#box;
    box.addEventListener('pointermove', (event) => {
      this.#cursor = this.#momentOf(event);
      this.#select(event);
      this.#show();
    });
    box.addEventListener('pointerleave', (event) => {
      // A finger is always gone when its moment is read.
      if (isTouch(event) || this.#dragFrom !== undefined || document.activeElement === box) return;
      this.#cursor = undefined;
      this.#show();
    });
    box.addEventListener('pointerdown', (event) => {
      this.#cursor = this.#momentOf(event);
      this.#show();
      if (isTouch(event)) return;
      this.#dragFrom = event.clientX;
      box.setPointerCapture(event.pointerId);
    });
    box.addEventListener('pointerup', (event) => this.#drop(event));
    box.addEventListener('pointercancel', () => this.#letGo());
    box.addEventListener('dblclick', () => this.#look(this.#whole));
    // A wheel scrolls the page until the chart was chosen.
    box.addEventListener(
      'wheel',
      (event) => {
        if (document.activeElement !== box && !event.ctrlKey) return;
        event.preventDefault();
        this.#look(zoomed(this.#view, this.#whole, event.deltaY < 0 ? 0.8 : 1.25, this.#momentOf(event)));
      },
      { passive: false },
    );
    box.addEventListener('keydown', (event) => this.#press(event));
    for (const button of this.figure.querySelectorAll<HTMLButtonElement>('button[data-zoom]'))
      button.addEventListener('click', () => this.#zoomBy(Number(button.dataset.zoom)));
    new ResizeObserver(() => {
      if (this.#room() !== this.#plot.width) this.#draw();
    }).observe(box);
  }

  /** 0 shows the whole again. */
  #zoomBy(factor: number): void {
    const { from, to } = this.#view;
    const at =
      this.#cursor !== undefined && this.#cursor >= from && this.#cursor <= to ? this.#cursor : (from + to) / 2;
    this.#look(factor === 0 ? this.#whole : zoomed(this.#view, this.#whole, factor, at));
  }

  #press(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && event.shiftKey) this.#look(moved(this.#view, this.#whole, step / 4));
    else if (step !== undefined) this.#stepBy(step);
    else if (event.key === '+' || event.key === '=') this.#zoomBy(0.5);
    else if (event.key === '-') this.#zoomBy(2);
    else if (event.key === '0' || event.key === 'Escape') this.#zoomBy(0);
    else return;
    event.preventDefault();
  }

  /** The cursor goes a hundredth of the view on. */
  #stepBy(step: number): void {
    const { from, to } = this.#view;
    const at = (this.#cursor ?? from) + (step * (to - from)) / 100;
    this.#cursor = Math.min(Math.max(at, from), to);
    this.#show();
  }

  #select(event: MouseEvent): void {
    const dragged = this.#dragFrom !== undefined && Math.abs(event.clientX - this.#dragFrom) >= DRAG;
    this.#selection.hidden = !dragged;
    if (!dragged) return;
    const origin = this.#box.getBoundingClientRect().left - this.#box.scrollLeft;
    const [a, b] = [this.#dragFrom! - origin, event.clientX - origin];
    const { top, bottom } = this.#plot;
    Object.assign(this.#selection.style, {
      left: `${Math.min(a, b)}px`,
      width: `${Math.abs(a - b)}px`,
      top: `${top}px`,
      height: `${bottom - top}px`,
    });
  }

  #drop(event: PointerEvent): void {
    const begun = this.#dragFrom;
    this.#letGo();
    if (begun === undefined || Math.abs(event.clientX - begun) < DRAG) return;
    const there = this.#momentOf(event);
    const { left, right } = this.#plot;
    const perPixel = (this.#view.to - this.#view.from) / (right - left);
    this.#look(between(there - (event.clientX - begun) * perPixel, there, this.#whole));
  }

  #letGo(): void {
    this.#dragFrom = undefined;
    this.#selection.hidden = true;
  }
}
