/** The time scale under the plots, and its lines through them. */
import { ink, line, rect, text } from './draw';
import type { Frame, Part, StoryChart } from './story';
import { clock, elapsed, timeTicks, zoneName } from './time-axis';

/** More labels than this would touch. */
const most = 13;

/** Round clock times, and under them round times since the start; the lines through the plots stand at the clock times. */
export function timeScale(story: StoryChart, frame: Frame, plotTop: number, plotBottom: number): Part {
  const byClock = timeTicks(story.from, story.to, most, -frame.offsetMinutes * 60_000);
  const sinceStart = timeTicks(story.from, story.to, most, story.from);
  const signs = byClock.step % 60_000 === 0 ? 'hh:mm'.length : 'hh:mm:ss'.length;
  const [upper, lower] = [plotBottom + 16, plotBottom + 36];
  return {
    marks: [
      ...byClock.at.flatMap((at) => [
        rect(Math.round(frame.x(at)), plotTop, 0.5, plotBottom - plotTop, { fill: ink.rule }, -2),
        line([frame.x(at), plotBottom, frame.x(at), plotBottom + 6], { stroke: ink.axis }),
        text(frame.x(at), upper, clock(at, frame.offsetMinutes).slice(0, signs), { align: 'center' }),
      ]),
      ...sinceStart.at.map((at) =>
        text(frame.x(at), lower, elapsed(at - story.from), { align: 'center', fill: ink.quiet }),
      ),
      text(frame.right + 42, upper, `시각 (${zoneName(frame.offsetMinutes)})`),
      text(frame.right + 42, lower, '경과 (분:초)', { fill: ink.quiet }),
    ],
    bottom: plotBottom + 50,
  };
}
