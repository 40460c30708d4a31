/** Lab time as readers meet it: the wall clock of their time zone, and minutes since the start. */

const second = 1000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** `18:21:25` in the zone `offsetMinutes` east of UTC. */
export function clock(at: number, offsetMinutes: number): string {
  return new Date(at + offsetMinutes * 60 * second).toISOString().slice(11, 19);
}

/** `mm:ss` since the start, minutes going on beyond 59; `-mm:ss` before it. */
export function elapsed(ms: number): string {
  const whole = Math.round(Math.abs(ms) / second);
  const mmss = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return ms < 0 && whole > 0 ? `-${mmss}` : mmss;
}

/** `UTC+9`, `UTC-3:30`: how far the zone is east of UTC. */
export function zoneName(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const rest = minutes % 60 ? `:${String(minutes % 60).padStart(2, '0')}` : '';
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

/**
 * Round moments between `from` and `to` (milliseconds), at most `most` of them, counted from `origin`: the zone's midnight
 * gives round clock times, the start gives round elapsed times.
 */
export function timeTicks(from: number, to: number, most: number, origin: number): { at: number[]; step: number } {
  const fits = steps.find((seconds) => (to - from) / (seconds * second) <= most - 1);
  const step = (fits ?? Math.ceil((to - from) / (86_400 * second) / (most - 1)) * 86_400) * second;
  const at: number[] = [];
  for (let tick = origin + Math.ceil((from - origin) / step) * step; tick <= to; tick += step) at.push(tick);
  return { at, step };
}
