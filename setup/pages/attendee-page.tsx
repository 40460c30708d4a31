/** The attendee's page: one file that says how the lab went, step by step, and can be kept, printed and read anywhere. */
import type { Language, Text } from '../../helpers/language';
import { attendeeFile } from './attendee-file';
import { localise } from './chart/localise';
import { ChartFigure, Moments } from './chart-figure';
import { DiagnosisCard } from './diagnosis-card';
import { leftBehind } from './left-behind';
import { Badge, document, Verdict } from './layout';
import { outcomeOf, outcomeOfChapter } from './outcome';
import { presentable } from './presentable';
import type { ChapterRecord, RunRecord } from './run-record';
import { pageScript } from './script';
import { StepsList } from './steps-list';
import { lasting, when } from './when';
import { stateWords, words } from './words';

export { attendeeFile } from './attendee-file';

/** The same run gives the same page. Account ids show their last four digits alone, unless `mask` is off. */
export function attendeePage(run: RunRecord, language: Language, { mask = true } = {}): string {
  const shown = presentable(run, mask);
  const name = shown.attendee || words.nameless[language];
  const outcome = outcomeOf(shown);
  const stories = shown.chapters.some(({ story }) => story);
  return document({
    language,
    title: `${name} · ${words.title[language]}`,
    other: attendeeFile(language === 'ko' ? 'en' : 'ko'),
    ...(stories && { script: pageScript('main') }),
    header: <h1>{name}</h1>,
    children: (
      <>
        <Verdict outcome={outcome} language={language} />
        {!shown.ended && <p class="notice">{words.interruptedAt(when(shown.lastSeen))[language]}</p>}
        <About run={shown} language={language} />
        {shown.chapters.map((chapter) => (
          <Chapter chapter={chapter} language={language} />
        ))}
        <LeftBehind run={shown} language={language} />
        <Sentences title={words.lacks} lines={shown.lacks} language={language} />
      </>
    ),
    footer: (
      <p>{[words.zone, words.labTime, ...(mask ? [words.maskedIds] : [])].map((each) => each[language]).join(' ')}</p>
    ),
  });
}

function About({ run, language }: { run: RunRecord; language: Language }) {
  const { lab, depth, account, region, cluster, began, ended } = run;
  const facts: [Text, string | undefined][] = [
    [words.lab, words[lab][language]],
    [words.account, account],
    [words.region, region],
    [words.cluster, cluster],
    [words.depth, words[depth][language]],
    [words.began, when(began)],
    [words.took, ended && lasting(Date.parse(ended) - Date.parse(began))[language]],
  ];
  return (
    <section class="card" aria-label={words.about[language]}>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div>
                <dt>{name[language]}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Chapter({ chapter, language }: { chapter: ChapterRecord; language: Language }) {
  const { name, title, steps, notReached, story, diagnosis, misses, problems, remarks } = chapter;
  const { verdict, passed, of } = outcomeOfChapter(chapter);
  const plotted = story && localise(story, language);
  return (
    <section class="card" aria-labelledby={name}>
      <div class="head">
        <h2 id={name}>{title[language]}</h2>
        {notReached ? (
          <span class="badge none">{stateWords['not reached']![language]}</span>
        ) : (
          <>
            <Badge verdict={verdict} language={language} />
            <span class="count">{words.stepsPassed(passed, of)[language]}</span>
          </>
        )}
      </div>
      {diagnosis && <DiagnosisCard diagnosis={diagnosis} language={language} />}
      {plotted && (
        <>
          <h3>{words.story[language]}</h3>
          <ChartFigure story={plotted} caption={words.chartOf(title)[language]} language={language} />
          <Moments story={plotted} language={language} />
        </>
      )}
      {misses > 0 && <p>{words.misses(misses)[language]}</p>}
      <StepsList steps={steps} language={language} />
      <Sentences title={words.outside} lines={problems} language={language} />
      <Sentences title={words.worthKnowing} lines={remarks} language={language} />
    </section>
  );
}

function LeftBehind({ run, language }: { run: RunRecord; language: Language }) {
  return (
    <section class="card" aria-labelledby="left-behind">
      <h2 id="left-behind">{words.leftBehind[language]}</h2>
      {leftBehind(run).map(({ title, lines }) => (
        <>
          {title && <h3>{title[language]}</h3>}
          <ul class="plain">
            {lines.map((line) => (
              <li>{line[language]}</li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

/** Nothing where there are none. */
function Sentences({ title, lines, language }: { title: Text; lines: readonly Text[]; language: Language }) {
  if (lines.length === 0) return null;
  return (
    <section class="block">
      <h3>{title[language]}</h3>
      <ul class="plain">
        {lines.map((line) => (
          <li>{line[language]}</li>
        ))}
      </ul>
    </section>
  );
}
