/** Which part of a story is shown, as it is made narrower, wider, or moved. Pure. */
import type { View } from './plot-story';

/** Below this a chart would show nothing but edges. */
const NARROWEST = 30_000;

/** @param factor below 1 for a closer look @param at what stays where it is; milliseconds since the epoch */
export function zoomed(view: View, whole: View, factor: number, at: number): View {
  const wanted = (view.to - view.from) * factor;
  const width = Math.min(Math.max(wanted, Math.min(NARROWEST, whole.to - whole.from)), whole.to - whole.from);
  const share = (at - view.from) / (view.to - view.from);
  return inside({ from: at - share * width, to: at + (1 - share) * width }, whole);
}

/** @param share of the view's width, below 0 for earlier */
export function moved(view: View, whole: View, share: number): View {
  const by = (view.to - view.from) * share;
  return inside({ from: view.from + by, to: view.to + by }, whole);
}

/** Between two moments in any order. */
export function between(a: number, b: number, whole: View): View {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  return zoomed({ from, to }, whole, 1, (from + to) / 2);
}

function inside({ from, to }: View, whole: View): View {
  const shift = from < whole.from ? whole.from - from : to > whole.to ? whole.to - to : 0;
  return { from: Math.max(whole.from, from + shift), to: Math.min(whole.to, to + shift) };
}
