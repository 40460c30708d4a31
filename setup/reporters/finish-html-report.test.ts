/** Tests of the escaping reporter: on pages as text, and on the page of a real run, read as a browser reads it. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { htmlReporters, project, runJest, type ChildRun } from '../child-jest';
import FinishHtmlReport from './finish-html-report.cjs';
import { escapePage } from './escape-page.cjs';
import { insertCharts } from './insert-charts.cjs';

const chromium = '/usr/bin/chromium';
const breakout = '</textarea><script>document.title = "foreign script ran"</script>';

describe('escaping a page', () => {
  const template = '<textarea id="results">&JEST-HTML-REPLACE-Single-PLACEHOLDER&</textarea><script>read()</script>';
  const pageOf = (json: string): string => `<textarea id="results">${json}</textarea><script>read()</script>`;
  const results = { name: `a < b && "&quot;" ${breakout}`, 키: '값' };

  it('leaves no sign of markup in the results, and their meaning as it was', () => {
    const page = escapePage(pageOf(JSON.stringify(results)), template);
    const json = page.slice('<textarea id="results">'.length, -'</textarea><script>read()</script>'.length);
    expect(json).not.toMatch(/[&<>]/);
    expect(JSON.parse(json)).toEqual(results);
  });

  it('changes nothing the second time', () => {
    const once = escapePage(pageOf(JSON.stringify(results)), template);
    expect(escapePage(once, template)).toBe(once);
  });

  it.each([
    [
      'the template has no place for results',
      pageOf('{}'),
      '<html></html>',
      /once in the template .* found it 0 times/,
    ],
    ['the template has two', pageOf('{}'), template + template, /found it 2 times/],
    ['the page is not made of the template', '<html>other</html>', template, /found another page/],
    ['the page is cut short', template.slice(0, 30), template, /found another page/],
    ['the results are not JSON', pageOf('{"a": &quot;}'), template, /expected JSON/],
  ])('refuses where %s', (_what, page, from, message) => expect(() => escapePage(page, from)).toThrow(message));
});

describe('its place among the reporters', () => {
  const own = require.resolve('./finish-html-report.cjs');
  const html = [require.resolve('jest-html-reporters'), { inlineSource: true }] as const;

  it('is after jest-html-reporters', () => {
    expect(() => new FinishHtmlReport({ rootDir: '/', reporters: [[own, {}], html] })).toThrow(
      /found it before.*Move it down/,
    );
    expect(() => new FinishHtmlReport({ rootDir: '/', reporters: [html, [own, {}]] })).not.toThrow();
  });

  it('is nowhere without that one', () => {
    const reporter = new FinishHtmlReport({ rootDir: '/', reporters: [[own, {}]] });
    reporter.onRunComplete();
    expect(reporter.getLastError()).toBeUndefined();
  });

  it('does not mind a page that was not written', () => {
    const missing = [html[0], { inlineSource: true, publicPath: '/nowhere', filename: 'index.html' }] as const;
    const reporter = new FinishHtmlReport({ rootDir: '/', reporters: [missing, [own, {}]] });
    reporter.onRunComplete();
    expect(reporter.getLastError()).toBeUndefined();
  });
});

describe('the page of a run whose names and messages are hostile', () => {
  const { dir, remove } = project();
  const pagePath = join(dir, 'report/index.html');
  let run: ChildRun;

  beforeAll(async () => {
    const spec = `
      const { addMsg } = require('jest-html-reporters/helper');
      describe('부하 ${breakout}', () => {
        it('says &quot;hello&quot; & <b>', async () => { await addMsg({ message: '&quot;${breakout}' }); });
        it('fails', () => { throw new Error('<html>503 &quot; ${breakout}'); });
      });`;
    run = await runJest({ dir, files: { 'hostile.spec.js': spec }, reporters: htmlReporters(dir) });
  }, 70_000);
  afterAll(remove);

  it('comes from a run that failed by its test alone', () => {
    expect(run.exitCode).toBe(1);
    expect(run.stderr).not.toContain('could not be escaped');
  });

  it('holds the results as JSON in one element, which nothing in them closes', () => {
    const page = readFileSync(pagePath, 'utf8');
    const [, text] = /<textarea[^>]*id="jest-html-reports-result-data"[^>]*>([^<]*)<\/textarea>/.exec(page)!;
    expect(text).not.toContain('&');
    const json = JSON.stringify(JSON.parse(text!));
    for (const part of [breakout, '&quot;hello&quot;', '<html>503 &quot;'])
      expect(json).toContain(JSON.stringify(part).slice(1, -1));
    expect(page).not.toContain(breakout);
  });

  it('does not tell in which folder it was made', () => {
    const page = readFileSync(pagePath, 'utf8');
    expect(page).toContain('hostile.spec.js');
    expect(page).not.toContain(dir);
  });

  const browse = existsSync(chromium) ? it : it.skip;
  browse(
    `shows its rows in a browser, and runs no foreign script (needs ${chromium})`,
    async () => {
      const flags = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
      ];
      const dump = [
        `--user-data-dir=${join(dir, 'profile')}`,
        '--virtual-time-budget=10000',
        '--dump-dom',
        `file://${pagePath}`,
      ];
      const options = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await promisify(execFile)(chromium, [...flags, ...dump], options);
      const app = stdout.slice(stdout.indexOf('<div id="app">'), stdout.indexOf('For license information'));
      expect(app).toContain('hostile.spec.js');
      expect(stdout).not.toContain('<title>foreign script ran');
    },
    70_000,
  );
});

it('fails the run, in one sentence, when the page is not what it knows', async () => {
  const { dir, remove } = project();
  try {
    const spoil = join(dir, 'spoil.cjs');
    const [html, escape] = htmlReporters(dir);
    writeFileSync(
      spoil,
      `module.exports = class { onRunComplete() { require('fs').writeFileSync(${JSON.stringify(join(dir, 'report/index.html'))}, '<html>'); } };`,
    );
    const run = await runJest({
      dir,
      files: { 'fine.spec.js': `it('is fine', () => {});` },
      reporters: [html, spoil, escape],
    });
    expect(run.stderr).toMatch(/The HTML report .* could not be finished .* found another page/);
    expect(run.exitCode).toBe(1);
  } finally {
    remove();
  }
}, 70_000);

it('knows the template that is installed', () => {
  const template = readFileSync(require.resolve('jest-html-reporters/dist/singleFile.html'), 'utf8');
  const page = template.replace('&JEST-HTML-REPLACE-Single-PLACEHOLDER&', () => '{"a":"<"}');
  expect(escapePage(page, template)).toContain('{"a":"\\u003c"}');
});

describe('charts', () => {
  const page = '<body><textarea>{}</textarea><div id="app"></div><script></script></body>';

  it('stand before the page of the reporter, in their order', () => {
    expect(
      insertCharts(page, [
        { svg: '<svg>1</svg>', caption: 'one' },
        { svg: '<svg>2</svg>', caption: '' },
      ]),
    ).toMatch(
      /<\/textarea><section id="stories".*<svg>1<\/svg><figcaption[^>]*>one<\/figcaption>.*<svg>2<\/svg>.*<\/section><div id="app"><\/div>/,
    );
  });

  it('leave a page without them as it is', () => {
    expect(insertCharts(page, [])).toBe(page);
  });

  it('are refused by a page that has no place for them', () => {
    expect(() => insertCharts('<body></body>', [{ svg: '<svg/>', caption: '' }])).toThrow('found it 0 times');
  });
});
