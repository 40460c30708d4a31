/** An echarts option as SVG text, the same text for the same option. */
import { createHash } from 'node:crypto';
import type { EChartsOption } from 'echarts';
import { init } from 'echarts/dist/echarts.common.min';

/**
 * Draws without a browser. Only element texts are escaped by echarts: no text from outside may go anywhere but into a
 * text element.
 */
export function renderSvg(option: EChartsOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, animation: false });
    return reproducible(withoutHover(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/**
 * echarts begins the ids of clip paths with a counter of the process: the same chart would differ from run to run. A
 * digest of the picture in its place also keeps two charts on one page apart. A quote in a text is escaped, so `="`
 * stands before the values of attributes alone.
 */
function reproducible(svg: string): string {
  const ids = /="(url\(#)?zr\d+-/g;
  const digest = createHash('sha256').update(svg.replace(ids, '="$1')).digest('hex').slice(0, 10);
  return svg.replace(ids, `="$1c${digest}-`);
}

/** Styles for a pointer over the picture, numbered by another counter: a picture has no use for them. */
const withoutHover = (svg: string): string =>
  svg.replace(/<style ><!\[CDATA\[[^\]]*\]\]>\s*<\/style>\s*/g, '').replace(/ class="zr\d+-cls-\d+"/g, '');
