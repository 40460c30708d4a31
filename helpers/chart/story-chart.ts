/** The story of one run as a picture: what was measured, what the alarms said, what was wanted and what ran, on one time axis. */
import { arrivalDiscs, arrivalLegend, arrivalLines } from './arrivals';
import { stateBands } from './bands';
import { heading } from './labels';
import { loadPhases, loadShades } from './load-phases';
import { gridLines, panelOption } from './panel';
import { countPanel, metricPanel, trafficPanel } from './panels';
import { renderSvg } from './render-svg';
import { checkStory, frameOf, type StoryChart } from './story';
import { timeScale } from './time-scale';

export type { AlarmState, Point, StoryChart } from './story';

/**
 * Draws the story as one self-contained SVG on white, 1100 pixels wide and about 760 high; more alarms, more moments or
 * longer labels make it higher. The same story gives the same text. Throws a RangeError when a number is not one, or
 * when time runs backwards.
 */
export function storyChart(story: StoryChart): string {
  checkStory(story);
  const frame = frameOf(story);

  const head = heading(story, frame);
  const load = loadPhases(story, frame, head.bottom);
  const discs = arrivalDiscs(story, frame, load.bottom);
  const metric = metricPanel(story, frame, discs.bottom);
  const traffic = trafficPanel(story, frame, metric.bottom);
  const states = stateBands(story, frame, (traffic ?? metric).bottom);
  const counts = countPanel(story, frame, states.bottom);
  const scale = timeScale(story, frame, metric.top, counts.bottom);
  const legend = arrivalLegend(story, frame, scale.bottom);

  const panels = [metric, ...(traffic ? [traffic] : []), counts];
  const marks = [
    ...loadShades(story, frame, metric.top, counts.bottom),
    ...panels.flatMap((panel) => gridLines(panel, frame)),
    ...arrivalLines(story, frame, load.bottom, counts.bottom),
    ...[head, load, discs, ...panels, states, scale, legend].flatMap((part) => part.marks),
  ];
  const drawn = panels.map((panel, index) => panelOption(panel, index, frame, story));
  return renderSvg(
    {
      backgroundColor: '#ffffff',
      grid: drawn.map(({ grid }) => grid),
      xAxis: drawn.map(({ xAxis }) => xAxis),
      yAxis: drawn.map(({ yAxis }) => yAxis),
      series: drawn.flatMap(({ series }) => series),
      graphic: marks,
    },
    frame.width,
    legend.bottom + 16,
  );
}
