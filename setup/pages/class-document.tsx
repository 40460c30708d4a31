/** What the class page has around its content: its head with a policy of loading nothing, and a refresh while the roster runs. */
import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../helpers/language';
import { classStyle } from './class-style';
import { style } from './style';
import { words } from './words';

export interface ClassLayout {
  language: Language;
  title: string;
  /** File of the same page in the other language, beside it. */
  other: string;
  script: string;
  /** Seconds after which the page is to be read again, where nothing runs scripts; with them the page does it by itself. */
  refresh?: number;
  children: ComponentChildren;
  footer: ComponentChildren;
}

/** A whole page as HTML; nothing that it shows can become markup. */
export function classDocument(layout: ClassLayout): string {
  return `<!doctype html>\n${renderToString(<Page {...layout} />)}\n`;
}

function Page({ language, title, other, script, refresh, children, footer }: ClassLayout) {
  const foreign = language === 'ko' ? 'en' : 'ko';
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        {refresh && (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style + classStyle }} />
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skipLink[language]}
        </a>
        <header class="top">
          <div class="wrap wide">
            <div class="line">
              <span>{words.title[language]}</span>
              <a class="no-print" href={other} hreflang={foreign} lang={foreign}>
                {words.otherLanguage[language]}
              </a>
            </div>
            <h1>{title}</h1>
          </div>
        </header>
        <main id="main" class="wrap wide" tabIndex={-1}>
          {children}
        </main>
        <footer class="wrap wide">{footer}</footer>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}
