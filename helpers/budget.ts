/** A budget for a wait: the sum of the delays that may lie in it, each with its reason. */
import { joined, text, type Text } from './language';
import type { Seconds } from './time';

export interface Cause {
  takes: Seconds;
  because: Text;
}

export interface Budget {
  total: Seconds;
  causes: readonly Cause[];
}

export const budget = (...causes: Cause[]): Budget => ({
  total: causes.reduce((sum, { takes }) => sum + takes, 0),
  causes,
});

/** `8:00 = 3:00 three datapoints + …` */
export const explain = ({ total, causes }: Budget): Text =>
  text`${mmss(total)} = ${joined(
    causes.map(({ takes, because }) => text`${mmss(takes)} ${because}`),
    ' + ',
  )}`;

/** Minutes and seconds of a duration, as `12:05`; rounded to the second. */
export function mmss(duration: Seconds): string {
  const whole = Math.round(Math.abs(duration));
  return `${duration < 0 ? '-' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
