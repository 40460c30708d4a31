/** What every page has: its head, its policy of loading nothing, a way past the head, and where its parts stand. */
import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language, Text } from '../../helpers/language';
import type { Outcome } from './outcome';
import { style } from './style';
import { verdictWords, words } from './words';

export interface Layout {
  language: Language;
  title: string;
  /** File of the same page in the other language, beside it. */
  other?: string;
  /** JavaScript, run when the page is there. */
  script?: string;
  /** As wide as the window. */
  wide?: boolean;
  /** Styles of this page alone. */
  styles?: string;
  /** Seconds after which the page is to be read again, where nothing runs scripts. */
  refresh?: number;
  header: ComponentChildren;
  children: ComponentChildren;
  footer: ComponentChildren;
}

/** A whole page as HTML; nothing that it shows can become markup. */
export function document(layout: Layout): string {
  return `<!doctype html>\n${renderToString(<Page {...layout} />)}\n`;
}

function Page({ language, title, other, script, wide, styles = '', refresh, header, children, footer }: Layout) {
  const foreign = language === 'ko' ? 'en' : 'ko';
  const wrap = wide ? 'wrap wide' : 'wrap';
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={policy(script)} />
        {refresh && (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style + styles }} />
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skipLink[language]}
        </a>
        <header class="top">
          <div class={wrap}>
            <div class="line">
              <span>{words.title[language]}</span>
              {other && (
                <a class="no-print" href={other} hreflang={foreign} lang={foreign}>
                  {words.otherLanguage[language]}
                </a>
              )}
            </div>
            {header}
          </div>
        </header>
        <main id="main" class={wrap} tabIndex={-1}>
          {children}
        </main>
        <footer class={wrap}>{footer}</footer>
        {script && <script dangerouslySetInnerHTML={{ __html: script }} />}
      </body>
    </html>
  );
}

/** Should a text become markup after all, the browser still runs and loads nothing that is not ours. */
function policy(script: string | undefined): string {
  const own = script ? `'sha256-${createHash('sha256').update(script).digest('base64')}'` : "'none'";
  return `default-src 'none'; style-src 'unsafe-inline'; script-src ${own}; base-uri 'none'; form-action 'none'`;
}

/** Data for a script. No sign in it can end the element that it stands in. */
export function Data({ value }: { value: unknown }) {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return <script type="application/json" dangerouslySetInnerHTML={{ __html: json }} />;
}

/** Tone and sign of each verdict: the sign and the word say it, colour comes on top. */
const looks: Record<Outcome['verdict'], { tone: string; sign: string }> = {
  passed: { tone: 'good', sign: '✓' },
  misconfigured: { tone: 'bad', sign: '✗' },
  wrong: { tone: 'bad', sign: '✗' },
  late: { tone: 'bad', sign: '◷' },
  'not yet': { tone: 'wait', sign: '…' },
  'load insufficient': { tone: 'tool', sign: '↓' },
  blocked: { tone: 'none', sign: '⊘' },
  'not ready': { tone: 'wait', sign: '!' },
  'tool error': { tone: 'tool', sign: '!' },
  skipped: { tone: 'none', sign: '–' },
  interrupted: { tone: 'wait', sign: '∥' },
};

export const toneOf = (verdict: Outcome['verdict']): string => looks[verdict].tone;

/** A sign in a disc; the word stands beside it. */
export const Mark = ({ verdict }: { verdict: Outcome['verdict'] }) => (
  <span class={`mark ${toneOf(verdict)}`} aria-hidden="true">
    {looks[verdict].sign}
  </span>
);

export const Badge = ({ verdict, language }: { verdict: Outcome['verdict']; language: Language }) => (
  <span class={`badge ${toneOf(verdict)}`}>{verdictWords[verdict].name[language]}</span>
);

/** The verdict of a whole run, large. */
export const Verdict = ({ outcome, language }: { outcome: Outcome; language: Language }) => {
  const { verdict, step, passed, of } = outcome;
  const said = (text: Text): string => text[language];
  return (
    <div class={`card verdict ${toneOf(verdict)}`} role="status">
      <Mark verdict={verdict} />
      <div class="words">
        <strong>
          {said(verdictWords[verdict].name)} · {said(words.stepsPassed(passed, of))}
        </strong>
        <p>{said(verdictWords[verdict].means)}</p>
        {step && <p>{said(words.firstAt(step.title))}</p>}
      </div>
    </div>
  );
};
