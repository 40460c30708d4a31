/** Makes elements of shapes: every text goes in as text. */
import type { Shape } from '../chart/shape';

const SVG = 'http://www.w3.org/2000/svg';

export function elementOf(shape: Shape): SVGElement {
  const element = document.createElementNS(SVG, shape.tag);
  if (shape.class) element.setAttribute('class', shape.class);
  for (const [name, value] of Object.entries(shape.at)) element.setAttribute(name, String(value));
  if (shape.text !== undefined) element.textContent = shape.text;
  element.append(...(shape.children ?? []).map(elementOf));
  return element;
}

export function svgOf(shapes: readonly Shape[], width: number, height: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, class: 'plots' }))
    svg.setAttribute(name, String(value));
  svg.setAttribute('aria-hidden', 'true');
  svg.append(...shapes.map(elementOf));
  return svg;
}
