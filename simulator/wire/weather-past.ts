/** What was answered a while ago: AWS's reads are eventually consistent, and a lab under weather remembers how. */
import { createHash } from 'node:crypto';
import type { Request, Response } from './protocols';

interface Answer {
  /** Lab time, in seconds. */
  at: number;
  response: Response;
}

/** As many questions, and answers to each, as a long run asks; older ones are forgotten. */
const MOST_QUESTIONS = 1000;
const MOST_ANSWERS = 100;
/** Of all answers together: a page of metrics alone may have some megabytes. */
const MOST_BYTES = 32 * 1024 * 1024;

export class Past {
  readonly #answers = new Map<string, Answer[]>();
  #bytes = 0;

  constructor(readonly most = MOST_BYTES) {}

  /** Of all answers that are remembered. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Remembers an answer, and gives the one that a reader sees who is `lag` seconds behind: the newest that is at least
   * so old, else the oldest of the last `most` seconds, also one of the same moment: what was changed since is not seen yet. What was
   * never asked is not known.
   * @param now lab time, in seconds
   * @param lag 0 for a reader who sees everything
   */
  seen(request: Request, response: Response, { now, lag, most }: { now: number; lag: number; most: number }): Response {
    const question = keyOf(request);
    const answers = (this.#answers.get(question) ?? []).filter(({ at }) => at >= now - most && at <= now);
    answers.push({ at: now, response });
    this.#forget(question);
    const kept = answers.slice(-MOST_ANSWERS);
    this.#answers.set(question, kept);
    this.#bytes += sizeOf(kept);
    while (this.#answers.size > MOST_QUESTIONS || (this.#bytes > this.most && this.#answers.size > 0))
      this.#forget(this.#answers.keys().next().value!);
    if (lag === 0) return response;
    const old = answers.findLast(({ at }) => at <= now - lag) ?? answers[0]!;
    return old.response === response ? response : renamed(old.response, response);
  }

  #forget(question: string): void {
    this.#bytes -= sizeOf(this.#answers.get(question) ?? []);
    this.#answers.delete(question);
  }
}

const sizeOf = (answers: readonly Answer[]): number =>
  answers.reduce((sum, { response }) => sum + response.body.length, 0);

/** The same question in the same protocol. */
const keyOf = ({ path, headers, body }: Request): string =>
  createHash('sha256')
    .update(JSON.stringify([path, headers['content-type'], headers['x-amz-target']]))
    .update(body)
    .digest('base64');

/** An old answer under the id of the new request, which XML answers repeat in their body. */
function renamed(old: Response, { headers }: Response): Response {
  const [was, is] = [old.headers[REQUEST_ID], headers[REQUEST_ID]];
  if (was === undefined || is === undefined || old.headers['content-type'] !== 'text/xml') return { ...old, headers };
  return { ...old, headers, body: Buffer.from(Buffer.from(old.body).toString().replaceAll(was, is)) };
}

const REQUEST_ID = 'x-amzn-requestid';
