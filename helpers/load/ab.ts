/** Reads an `ab` command line as ApacheBench 2.4 would, into a pass of a load plan. */
import type { Seconds } from '../time';
import type { ClosedPass } from './plan';

/** httpd 2.4 support/ab.c, MAX_REQUESTS: what `-t` sets the number of requests to. */
const MAX_REQUESTS = 50_000;
/** httpd 2.4 support/ab.c, MAX_CONCURRENCY. */
const MAX_CONCURRENCY = 20_000;

/** These change what ab prints or forgives, not what it sends: a run here goes on after a reset, and compares no lengths. */
const WITHOUT_EFFECT = /^-[rlqdS]+$/;

interface Options {
  inFlight: number;
  maxRequests: number;
  duration: Seconds;
  /** An `-n` that a later `-t` has overruled. */
  overruled?: number;
}

/**
 * The pass that an ab line stands for. Options apply from left to right as in httpd 2.4 (support/ab.c, `main`): `-t`
 * sets the number of requests to 50,000, so an `-n` before it is lost and an `-n` after it counts.
 *
 * One difference: ab sends the first request of a run alone, and the others when its headers are there; here all start
 * at once.
 *
 * @param line `ab [-c inFlight] [-n requests] [-t seconds] [http://]host[:port]/path`
 * @param url takes the place of all that follows the options, for lines that end in a placeholder
 * @returns the pass, and `understood`: what was read from the line, in plain words
 * @throws TypeError where ab would refuse the line, and for options that are not understood
 */
export function fromAb(line: string, url?: string): { pass: ClosedPass; understood: string } {
  try {
    const [command, ...words] = line.trim().split(/\s+/);
    if (command !== 'ab') throw new TypeError(`it must start with "ab", and starts with "${command}".`);
    const { options, operands } = readOptions(words);
    const { inFlight, maxRequests, duration } = options;
    const target = absolute(url === undefined ? operands : [url]);
    return {
      pass: { kind: 'closed', url: target, inFlight, maxRequests, duration },
      understood: inWords(options),
    };
  } catch (error) {
    throw new TypeError(`The load script line "${line}" cannot be run: ${(error as Error).message}`, { cause: error });
  }
}

function readOptions(words: string[]): { options: Options; operands: string[] } {
  const options: Options = { inFlight: 1, maxRequests: 1, duration: Infinity };
  let asked: number | undefined;
  let at = 0;
  while (words[at]?.startsWith('-')) {
    const word = words[at++]!;
    const value = (): number => count(word.slice(0, 2), word.slice(2) || words[at++]);
    if (word.startsWith('-c')) {
      options.inFlight = value();
    } else if (word.startsWith('-n')) {
      options.maxRequests = asked = value();
      options.overruled = undefined;
    } else if (word.startsWith('-t')) {
      options.duration = value();
      options.maxRequests = MAX_REQUESTS;
      options.overruled = asked;
    } else if (!WITHOUT_EFFECT.test(word)) {
      throw new TypeError(
        `option ${word} is not understood. Use -c, -n and -t; -r, -l, -q, -d and -S are taken and change nothing.`,
      );
    }
  }
  const { inFlight, maxRequests } = options;
  if (inFlight > MAX_CONCURRENCY) throw new TypeError(`-c may be ${MAX_CONCURRENCY} at most, and is ${inFlight}.`);
  if (inFlight > maxRequests)
    throw new TypeError(`-c ${inFlight} is more than the ${maxRequests} requests to send. Lower -c or raise -n.`);
  return { options, operands: words.slice(at) };
}

function count(option: string, text = 'nothing'): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new TypeError(`${option} needs a whole number from 1 up, and has ${text}.`);
  return Number(text);
}

/** ab takes a URL without `http://`, but not one without a path (support/ab.c, `parse_url`). */
function absolute(operands: string[]): string {
  const [operand] = operands;
  if (operand === undefined || operands.length > 1)
    throw new TypeError(
      `one URL must follow the options, and there is ${operand ? `"${operands.join(' ')}"` : 'none'}.`,
    );
  const url = /^[a-z]+:\/\//i.test(operand) ? operand : `http://${operand}`;
  if (!/^http:\/\/[^/?#]+\//i.test(url) || !URL.canParse(url))
    throw new TypeError(`"${operand}" must be [http://]host[:port]/path. The path is needed, be it only "/".`);
  return url;
}

function inWords({ inFlight, maxRequests, duration, overruled }: Options): string {
  const requests = `${maxRequests.toLocaleString('en-US')} ${maxRequests === 1 ? 'request' : 'requests'}`;
  const end = duration === Infinity ? requests : `${duration} s or ${requests}, whichever comes first`;
  const note = overruled === undefined ? '' : ` (-n ${overruled} stands before -t, which sets it to ${MAX_REQUESTS})`;
  return `${inFlight} in flight until ${end}${note}`;
}
