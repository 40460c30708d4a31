/** The stories' charts at the top of the HTML report, inside the page. */
'use strict';

/** Where the page of jest-html-reporters 3.1.7 is drawn into: what stands before it stays there. */
const app = '<div id="app"></div>';

/**
 * Pure: the page and the charts in (SVG, which escapes its own texts, with a line of HTML), the page out. Throws when the page has no place for
 * them, or more than one.
 */
function insertCharts(page, charts) {
  if (charts.length === 0) return page;
  const [before, after, ...more] = page.split(app);
  if (after === undefined || more.length > 0)
    throw new Error(`expected ${app} once in the page, found it ${more.length + (after === undefined ? 0 : 1)} times`);
  const figures = charts.map(
    ({ svg, caption }) =>
      `<figure style="margin:0 auto 24px;max-width:1100px;overflow-x:auto">${svg}<figcaption style="font-family:sans-serif;font-size:13px">${caption}</figcaption></figure>`,
  );
  const section = `<section id="stories" style="background:#fff;padding:24px">${figures.join('')}</section>`;
  return `${before}${section}${app}${after}`;
}

module.exports = { insertCharts };
