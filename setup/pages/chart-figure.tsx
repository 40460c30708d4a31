/** A chapter's chart: a picture that needs no script, and beside it the story for the script that makes it answer. */
import { h, type VNode } from 'preact';
import { clock, elapsed } from '../../helpers/chart/time-axis';
import type { Language } from '../../helpers/language';
import { plot } from './chart/plot';
import { offsetOf, type PlotStory } from './chart/plot-story';
import type { Shape } from './chart/shape';
import { Data } from './layout';
import { words } from './words';

/** Pixels of the picture: of A4, and of the widest page. */
const WIDTH = 1000;

export function ChartFigure({ story, caption, language }: { story: PlotStory; caption: string; language: Language }) {
  const { shapes, width, height } = plot(story, story, WIDTH);
  const say = (text: { ko: string; en: string }): string => text[language];
  return (
    <figure class="chart" aria-label={caption}>
      <div class="stage">
        <div class="still" role="img" aria-label={caption}>
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            {shapes.map(drawn)}
          </svg>
        </div>
        <div class="live" tabIndex={0} role="group" aria-label={`${caption}. ${say(words.chartKeys)}`} />
        <div class="readout" role="status" hidden />
      </div>
      <div class="tools">
        <button type="button" data-zoom="0.5">
          {say(words.zoomIn)} +
        </button>
        <button type="button" data-zoom="2">
          {say(words.zoomOut)} −
        </button>
        <button type="button" data-zoom="0">
          {say(words.wholeStory)}
        </button>
      </div>
      <figcaption class="keys">
        <span class="mouse">{say(words.chartKeys)}</span>
        <span class="touch">{say(words.chartTouch)}</span>
      </figcaption>
      <Data value={story} />
    </figure>
  );
}

const drawn = ({ tag, class: look, at, text, children = [] }: Shape): VNode =>
  h(tag, { ...(look && { class: look }), ...at }, text, ...children.map(drawn));

/** The numbered moments of the chart in words. */
export function Moments({ story, language }: { story: PlotStory; language: Language }) {
  const say = (text: { ko: string; en: string }): string => text[language];
  const arrivals = [...story.arrivals].sort((a, b) => a.at - b.at);
  if (arrivals.length === 0) return null;
  return (
    <details open>
      <summary>{say(words.moments)}</summary>
      <table>
        <caption class="tag">{story.title}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.number)}</th>
            <th scope="col" class="time">
              {say(words.sinceStart)}
            </th>
            <th scope="col" class="time">
              {say(words.clock)}
            </th>
            <th scope="col">{say(words.what)}</th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map(({ at, label }, index) => (
            <tr>
              <td>{index + 1}</td>
              <td class="time">+{elapsed(at - story.from)}</td>
              <td class="time">{clock(at, offsetOf(story))}</td>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
