/** The script of a page: makes each chart that has its story beside it answer to whoever points at it. */
import type { PlotStory } from '../chart/plot-story';
import { Chart } from './chart';
import { openForPaper } from './paper';

openForPaper();
for (const figure of document.querySelectorAll<HTMLElement>('figure.chart')) {
  const data = figure.querySelector('script[type="application/json"]');
  if (data?.textContent) new Chart(figure, JSON.parse(data.textContent) as PlotStory);
}
