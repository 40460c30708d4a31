/** A part of the picture in which echarts draws curves, between two pixel rows. */
import { fontOf, ink, rect, type Look, type Mark } from './draw';
import type { Frame, Part, StoryChart } from './story';
import { formatNumber, type ValueAxis } from './value-axis';

export interface Panel extends Part {
  readonly top: number;
  readonly axis: ValueAxis;
  readonly curves: readonly Curve[];
}

/** Values stand where the panel's axis places them. */
export interface Curve {
  readonly data: readonly (readonly [at: number, place: number])[];
  readonly look: Look;
  readonly steps: boolean;
  readonly dots: boolean;
}

/** The pixel row of a value. */
export function rowOf(axis: ValueAxis, value: number, top: number, bottom: number): number {
  const [low, high] = [axis.place(axis.min), axis.place(axis.max)];
  return bottom - ((axis.place(value) - low) / (high - low)) * (bottom - top);
}

/** The faint lines from one edge to the other at each value that has a label. */
export function gridLines({ axis, top, bottom }: Panel, frame: Frame): Mark[] {
  return axis.ticks.map((tick) => {
    const y = Math.round(rowOf(axis, tick, top, bottom));
    return rect(frame.left, y, frame.right - frame.left, 0.5, { fill: ink.rule }, -2);
  });
}

/** How echarts draws a panel: its grid, its axes and its curves. `index` counts panels. */
export function panelOption({ axis, top, bottom, curves }: Panel, index: number, frame: Frame, story: StoryChart) {
  const nameOf = new Map(axis.ticks.map((tick) => [axis.place(tick), formatNumber(tick)]));
  const customValues = [...nameOf.keys()];
  const axisLine = { show: true, onZero: false, lineStyle: { color: ink.axis } };
  const hidden = { axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false } };
  return {
    grid: {
      left: frame.left,
      right: frame.width - frame.right,
      top,
      height: bottom - top,
      // Otherwise echarts moves the grid to make room for labels, and the marks around it would not fit any more.
      outerBoundsMode: 'none' as const,
    },
    xAxis: { ...hidden, gridIndex: index, type: 'value' as const, min: story.from, max: story.to, axisLine },
    yAxis: {
      ...hidden,
      gridIndex: index,
      type: 'value' as const,
      min: axis.place(axis.min),
      max: axis.place(axis.max),
      axisLine,
      axisTick: { show: true, customValues, lineStyle: { color: ink.axis } },
      axisLabel: {
        customValues,
        formatter: (place: number) => nameOf.get(place) ?? '',
        color: ink.text,
        ...fontOf(12),
      },
    },
    series: curves.map(({ data, look, steps, dots }) => ({
      type: 'line' as const,
      xAxisIndex: index,
      yAxisIndex: index,
      silent: true,
      z: 6,
      data: data.map(([at, place]) => [at, place]),
      step: steps ? ('end' as const) : undefined,
      symbol: dots ? 'circle' : 'none',
      symbolSize: 5,
      itemStyle: { color: look.stroke },
      lineStyle: { color: look.stroke, width: look.lineWidth, type: look.lineDash ?? ('solid' as const) },
    })),
  };
}
