/** The few marks that charts are made of, as elements of echarts' graphic component. */
import { printable, textWidth } from './display-width';

/** Okabe and Ito's colours, darkened for text: apart for colour-blind readers, and by lightness in black and white. */
export const ink = {
  text: '#1f2328',
  quiet: '#59636e',
  rule: '#d8dee4',
  axis: '#8c959f',
  metric: '#0072b2',
  threshold: '#b34700',
  load: '#e69f00',
  alarm: '#a40e26',
  ok: '#d7ecdf',
  arrival: '#4c2889',
} as const;

/** Unquoted on purpose: the names go into an attribute as they are. */
const font = 'Noto Sans KR, Noto Sans CJK KR, Apple SD Gothic Neo, Malgun Gothic, Helvetica, Arial, sans-serif';

export const fontOf = (
  size: number,
  bold = false,
): { fontFamily: string; fontSize: number; fontWeight: 'bold' | 'normal' } => ({
  fontFamily: font,
  fontSize: size,
  fontWeight: bold ? 'bold' : 'normal',
});

export interface TextStyle {
  size?: number;
  bold?: boolean;
  fill?: string;
  align?: 'left' | 'center' | 'right';
  /** White around the signs, where lines pass behind them. */
  halo?: boolean;
}

/** One line of text around the middle `y`: the only way a text from outside gets into a picture. */
export function text(x: number, y: number, content: string, style: TextStyle = {}) {
  const { size = 12, bold = false, fill = ink.text, align = 'left', halo = false } = style;
  return {
    type: 'text' as const,
    silent: true,
    z: 10,
    style: {
      x,
      y,
      text: printable(content),
      fill,
      align,
      verticalAlign: 'middle' as const,
      ...fontOf(size, bold),
      ...(halo && { stroke: '#ffffff', lineWidth: 4 }),
    },
  };
}

export interface Look {
  fill?: string;
  stroke?: string;
  lineWidth?: number;
  lineDash?: number[];
  opacity?: number;
}

/** `z` orders marks: -1 lies under the curves, 5 over them. */
export function rect(x: number, y: number, width: number, height: number, style: Look, z = 5) {
  return { type: 'rect' as const, silent: true, z, shape: { x, y, width, height }, style: { fill: 'none', ...style } };
}

/** Through the points `x1, y1, x2, y2, …`. */
export function line(coordinates: number[], style: Look, z = 5) {
  const points: [number, number][] = [];
  for (let i = 0; i < coordinates.length; i += 2) points.push([coordinates[i]!, coordinates[i + 1]!]);
  return {
    type: 'polyline' as const,
    silent: true,
    z,
    shape: { points },
    style: { fill: 'none', lineWidth: 1, ...style },
  };
}

/** A numbered disc of radius 8, as it stands on the chart and again in the legend. */
export function disc(x: number, y: number, number: number) {
  const size = textWidth(String(number), 11) > 14 ? 8 : 11;
  return [
    {
      type: 'circle' as const,
      silent: true,
      z: 9,
      shape: { cx: x, cy: y, r: 8 },
      style: { fill: ink.arrival, stroke: '#fff', lineWidth: 1 },
    },
    text(x, y, String(number), { size, bold: true, fill: '#fff', align: 'center' }),
  ];
}

export type Mark =
  ReturnType<typeof text> | ReturnType<typeof rect> | ReturnType<typeof line> | ReturnType<typeof disc>[number];
