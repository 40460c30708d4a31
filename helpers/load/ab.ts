/** Reads an `ab` command line as ApacheBench would, into a pass of a load plan. */
import type { Seconds } from '../time';
import { insteadOfHeader } from './own-headers';
import type { ClosedPass } from './plan';
import { withoutSecrets } from './secrets';

/** The ab of every httpd 2.4, or that of httpd's development branch, which takes `-n` and `-t` together otherwise. */
export type AbSemantics = '2.4' | 'trunk';

/** httpd 2.4 support/ab.c, MAX_REQUESTS: what `-t` sets the number of requests to. */
const MAX_REQUESTS = 50_000;
/** MAX_CONCURRENCY in either support/ab.c. */
const MAX_CONCURRENCY: Record<AbSemantics, number> = { '2.4': 20_000, trunk: 200_000 };
/** A plan's `maxRequests` must be a number. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

const UNDERSTOOD =
  'Understood are -c, -n, -t, -s, -k and -H; -r, -l, -q, -d, -S and -v are taken as well, and change nothing.';

/** Options of support/ab.c that are not taken, and what to do instead. */
const REFUSED: readonly (readonly [letters: string, instead: string])[] = [
  ['pumiT', 'every request is a GET without a body; leave it out'],
  ['C', 'write the cookie as a header: -H "Cookie: name=value"'],
  ['A', 'write it as a header: -H "Authorization: Basic <base64 of user:password>"'],
  ['XP', 'requests go straight to their host, through no proxy; leave it out'],
  ['wxyzge', 'results are in the report of the run; leave it out'],
  ['bB', 'the system chooses the buffers and the address of a socket; leave it out'],
  ['ZfEI', 'TLS is as the system has it; leave it out'],
  ['WRQ', "only httpd trunk's ab has it; leave it out"],
  ['hV', 'ab sends nothing then; leave it out'],
];

interface Options {
  inFlight: number;
  /** The last `-n`. */
  asked?: number;
  duration?: Seconds;
  /** There is a `-t`, and no `-n` after it. */
  timeLast: boolean;
  keepAlive?: boolean;
  timeout?: Seconds;
  headers: Map<string, string>;
  withoutEffect: Set<string>;
}

/**
 * The pass that an ab line stands for.
 *
 * Words are split as by a shell: quotes group, a backslash takes the next character as it is; nothing is expanded.
 * Options are read as by getopt, one-letter options together (`-rk`) and values with or without a space (`-c200`).
 * In httpd 2.4 they apply from left to right (support/ab.c, `main`): `-t` sets the number of requests to 50,000, so that an
 * `-n` before it is lost and an `-n` after it counts. In httpd trunk (`rlimited`) an `-n` always counts, and `-t` alone
 * sets no number.
 *
 * Differences from ab: it sends the first request of a run alone, and the others when its headers are there; here all
 * start at once. Its `-s` is a silence of all connections, after which it exits; here it is that of one request, which
 * then has failed.
 *
 * @param line `ab [options] [http[s]://]host[:port]/path`
 * @param url takes the place of all that follows the options, for lines that end in a placeholder
 * @returns the pass, and `understood`: what was read from the line, in plain words, without the values of headers, for
 * these may be secret
 * @throws TypeError where ab would refuse the line, and for options that are not understood; it tells no value of an option
 * that may be secret
 */
export function fromAb(
  line: string,
  url?: string,
  semantics: AbSemantics = '2.4',
): { pass: ClosedPass; understood: string } {
  try {
    const [command, ...words] = shellWords(line);
    if (command !== 'ab') throw new TypeError(`it must start with "ab", and starts with "${command ?? ''}".`);
    const { options, operands } = readOptions(words);
    const { inFlight, duration = Infinity, keepAlive, timeout, headers } = options;
    const maxRequests = requestsOf(options, semantics);
    checkConcurrency(inFlight, maxRequests, semantics);
    const target = absolute(url === undefined ? operands : [url]);
    return {
      pass: {
        kind: 'closed',
        url: target,
        inFlight,
        maxRequests,
        duration,
        ...(keepAlive && { keepAlive }),
        ...(timeout !== undefined && { timeout }),
        ...(headers.size > 0 && { headers: Object.fromEntries(headers) }),
      },
      understood: inWords(options, maxRequests, target, semantics),
    };
  } catch (error) {
    throw new TypeError(`The load script line "${withoutSecrets(line)}" cannot be run: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** POSIX.1-2017 Shell Command Language, 2.2 Quoting. */
function shellWords(line: string): string[] {
  const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gs;
  if (line.replace(word, '').trim() !== '')
    throw new TypeError('a quote in it is not closed, or nothing follows its last backslash. Close or remove it.');
  const quoted = /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs;
  return (line.match(word) ?? []).map((text) =>
    text.replace(
      quoted,
      (_, escaped?: string, single?: string, double?: string) =>
        escaped ?? single ?? double!.replace(/\\([\\"$`])/g, '$1'),
    ),
  );
}

function readOptions(words: readonly string[]): { options: Options; operands: string[] } {
  const options: Options = { inFlight: 1, timeLast: false, headers: new Map(), withoutEffect: new Set() };
  let at = 0;
  while (/^-./s.test(words[at] ?? '')) {
    const word = words[at++]!;
    if (word.startsWith('--')) throw new TypeError(`option ${withoutSecrets(word)} is not understood. ${UNDERSTOOD}`);
    for (let i = 1; i < word.length; i++) {
      // An option with a value takes the rest of its word, or the next.
      const value = (): string | undefined => {
        const rest = word.slice(i + 1);
        i = word.length;
        return rest || words[at++];
      };
      apply(options, word[i]!, value);
    }
  }
  return { options, operands: words.slice(at) };
}

function apply(options: Options, letter: string, value: () => string | undefined): void {
  switch (letter) {
    case 'c':
      options.inFlight = count('-c', value());
      return;
    case 'n':
      options.asked = count('-n', value());
      options.timeLast = false;
      return;
    case 't':
      options.duration = count('-t', value());
      options.timeLast = true;
      return;
    case 's':
      options.timeout = count('-s', value());
      return;
    case 'k':
      options.keepAlive = true;
      return;
    case 'H':
      addHeader(options.headers, value());
      return;
    case 'v':
      count('-v', value());
      options.withoutEffect.add('-v');
      return;
    // These change what ab prints or forgives, not what it sends: a run here goes on after a reset, and compares no lengths.
    case 'r':
    case 'l':
    case 'q':
    case 'd':
    case 'S':
      options.withoutEffect.add(`-${letter}`);
      return;
  }
  const instead = REFUSED.find(([letters]) => letters.includes(letter))?.[1];
  throw new TypeError(`option -${letter} ${instead ? `is not taken: ${instead}` : 'is not understood'}. ${UNDERSTOOD}`);
}

function count(option: string, text = 'nothing'): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new TypeError(`${option} needs a whole number from 1 up, and has ${withoutSecrets(text)}.`);
  return Number(text);
}

/** RFC 9110, section 5: a name is a token; of values, those in printable ASCII are taken. */
function addHeader(headers: Map<string, string>, text = ''): void {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\x20-\x7e\t]*?)[ \t]*$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new TypeError(
      `-H needs "Name: value" in quotes and in plain ASCII, and has ${text === '' ? 'nothing' : 'something else'}.`,
    );
  const key = name.toLowerCase();
  const instead = insteadOfHeader(name);
  if (instead) throw new TypeError(`-H may not set ${name}: ${instead}.`);
  if ([...headers.keys()].some((other) => other.toLowerCase() === key))
    throw new TypeError(`-H sets ${name} twice. Leave one, or put both values into one, with a comma between.`);
  headers.set(name, value);
}

function requestsOf({ asked, duration, timeLast }: Options, semantics: AbSemantics): number {
  if (semantics === 'trunk') return asked ?? (duration === undefined ? 1 : NO_LIMIT);
  return timeLast ? MAX_REQUESTS : (asked ?? 1);
}

function checkConcurrency(inFlight: number, maxRequests: number, semantics: AbSemantics): void {
  const most = MAX_CONCURRENCY[semantics];
  if (inFlight > most) throw new TypeError(`-c may be ${most} at most, and is ${inFlight}.`);
  if (inFlight > maxRequests)
    throw new TypeError(`-c ${inFlight} is more than the ${maxRequests} requests to send. Lower -c or raise -n.`);
}

/**
 * ab takes a URL without `http://`, but not one without a path (support/ab.c, `parse_url`). What stands there is not told: it may be
 * the rest of a header without quotes.
 */
function absolute(operands: readonly string[]): string {
  const [operand] = operands;
  if (operand === undefined || operands.length > 1)
    throw new TypeError(
      `one URL must follow the options, and there ${operand === undefined ? 'is none' : `are ${operands.length} words`}. ` +
        'Values with spaces in them need quotes, and options come before the URL.',
    );
  const url = /^[a-z]+:\/\//i.test(operand) ? operand : `http://${operand}`;
  if (!/^https?:\/\/[^/?#]+\//i.test(url) || !URL.canParse(url))
    throw new TypeError('its URL must be [http[s]://]host[:port]/path. The path is needed, be it only "/".');
  return url;
}

function inWords(options: Options, maxRequests: number, url: string, semantics: AbSemantics): string {
  const { inFlight, duration, keepAlive, timeout, headers, withoutEffect } = options;
  const requests = `${maxRequests.toLocaleString('en-US')} ${maxRequests === 1 ? 'request' : 'requests'}`;
  const ends = [...(duration === undefined ? [] : [`${duration} s`]), ...(maxRequests === NO_LIMIT ? [] : [requests])];
  const until = ends.length === 2 ? `${ends.join(' or ')}, whichever comes first` : ends.join();
  return [
    `${inFlight} in flight until ${until}${versionNote(options, semantics)}`,
    ...(/^https:/i.test(url) ? ['over TLS'] : []),
    ...(keepAlive ? ['connections are kept alive'] : []),
    ...(timeout === undefined ? [] : [`a request is given up after ${timeout} s of silence`]),
    ...(headers.size === 0 ? [] : [`with ${[...headers.keys()].join(', ')} in the head of each request`]),
    ...(withoutEffect.size === 0 ? [] : [`nothing is changed by ${[...withoutEffect].join(', ')}`]),
  ].join('; ');
}

/** Said where the two versions of ab differ. */
function versionNote({ asked, timeLast }: Options, semantics: AbSemantics): string {
  if (!timeLast) return '';
  if (semantics === '2.4')
    return asked === undefined
      ? ` (httpd 2.4: -t sets -n to ${MAX_REQUESTS})`
      : ` (httpd 2.4: -n ${asked} stands before -t, which sets it to ${MAX_REQUESTS})`;
  return asked === undefined
    ? ' (httpd trunk: -t without -n sets no number of requests)'
    : ` (httpd trunk: -n ${asked} counts, though it stands before -t)`;
}
