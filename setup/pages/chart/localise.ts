/** A story in one language, with nothing in its texts that a page may not carry. */
import { printable } from '../../../helpers/chart/display-width';
import type { StoryChart } from '../../../helpers/chart/story';
import type { Language } from '../../../helpers/language';
import { bothOf } from '../both-languages';
import { storyWords, words } from '../words';
import type { PlotStory } from './plot-story';

/** Signs of a label that are shown: AWS's own have some hundred. */
const LONGEST = 300;

export function localise(story: StoryChart, language: Language): PlotStory {
  const say = (text: string): string => {
    const said = printable((storyWords[text] ?? bothOf(text))[language]);
    return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
  };
  const named = <T extends { name: string }>(all: readonly T[]): T[] =>
    all.map((each) => ({ ...each, name: say(each.name) }));
  return {
    ...story,
    title: say(story.title),
    metric: {
      ...story.metric,
      name: say(story.metric.name),
      unit: say(story.metric.unit),
      thresholds: story.metric.thresholds.map(({ label, value }) => ({ label: say(label), value })),
    },
    states: named(story.states),
    counts: named(story.counts),
    ...(story.traffic && {
      traffic: { unit: say(story.traffic.unit), lines: named(story.traffic.lines) },
    }),
    spans: story.spans.map((span) => ({ ...span, label: say(span.label) })),
    arrivals: story.arrivals.map(({ at, label }) => ({ at, label: say(label) })),
    words: {
      load: words.load[language],
      counts: words.counts[language],
      traffic: words.traffic[language],
      logarithmic: words.logarithmic[language],
      clock: words.axisClock[language],
      elapsed: words.axisElapsed[language],
      nothing: words.nothing[language],
    },
  };
}
