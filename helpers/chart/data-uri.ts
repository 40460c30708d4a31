/** An SVG as an address that a page can show without a second file. */

/**
 * `data:image/svg+xml;base64,…#.svg`. The fragment changes nothing for a browser; jest-html-reporters 3.1.7 decides by
 * the address's extension whether to show an image or only a link, and finds `.svg` there.
 */
export function svgDataUri(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}#.svg`;
}
