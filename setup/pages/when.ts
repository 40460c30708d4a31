/** Moments and durations of a run as a page shows them, in Korean time. Pure. */

/** Minutes east of UTC. */
export const KOREA = 540;

/** `2026-11-26 13:27`. @param iso time, or milliseconds since the epoch */
export function when(moment: string | number): string {
  const at = typeof moment === 'number' ? moment : Date.parse(moment);
  return new Date(at + KOREA * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The day of it, `2026-11-26`, and the clock time, `13:27`. @param moment as of `when` */
export const day = (moment: string | number): string => when(moment).slice(0, 10);
export const clockOf = (moment: string | number): string => when(moment).slice(11);

/** `48 s`, `3 min 12 s`, `1 h 5 min`. @param ms milliseconds */
export function lasting(ms: number): { ko: string; en: string } {
  const total = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const parts = h > 0 ? [h, m, undefined] : m > 0 ? [undefined, m, s] : [undefined, undefined, s];
  const worded = (units: readonly string[]): string =>
    parts.flatMap((part, i) => (part === undefined ? [] : [`${part}${units[i]}`])).join(' ');
  return { ko: worded(['시간', '분', '초']), en: worded([' h', ' min', ' s']) };
}
