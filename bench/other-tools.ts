/** Load generators that are not ours, each in a process of its own: ab and autocannon. */
import type { Seconds } from '../helpers/time';
import { output } from './load-order';

/** The tool is not installed; all else that goes wrong is no reason to go on. */
export const isMissing = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && /^(ENOENT|MODULE_NOT_FOUND)$/.test(String((error as NodeJS.ErrnoException).code));

/**
 * Completed requests a second, a connection for each.
 * @throws Error when other answers than 200 came
 */
export async function ab(url: string, inFlight: number, duration: Seconds): Promise<number> {
  // Without `-t`'s 50,000: an `-n` after it counts (httpd 2.4 support/ab.c, `main`).
  const printed = await output('ab', ['-q', '-r', '-c', `${inFlight}`, '-t', `${duration}`, '-n', '100000000', url]);
  if (/^Non-2xx responses/m.test(printed)) throw new Error(`Expected answers of 200 alone, found:\n${printed}`);
  return Number(/^Requests per second: +([\d.]+)/m.exec(printed)![1]);
}

/**
 * Answers of 200 a second, on connections that are kept.
 * @param options more of autocannon's, such as a method, headers and a body
 * @throws Error when other answers came
 */
export async function autocannon(
  url: string,
  inFlight: number,
  duration: Seconds,
  options: string[] = [],
): Promise<number> {
  const script = require.resolve('autocannon');
  const args = [script, '-c', `${inFlight}`, '-d', `${duration}`, '--json', ...options, url];
  const printed = await output(process.execPath, args);
  const result = JSON.parse(printed) as { '2xx': number; non2xx: number; duration: number };
  if (result.non2xx > 0) throw new Error(`Expected answers of 200 alone, found ${result.non2xx} others.`);
  return result['2xx'] / result.duration;
}
