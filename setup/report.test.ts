/** Tests of notes and charts in the report: cleaned, capped, filed under their test, and nothing at all without the report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlReporters, project, repository, runJest } from './child-jest';
import { readable } from './report';

describe('readable text', () => {
  it.each([
    ['keeps line breaks and tabs', 'a\n\tb', 'a\n\tb'],
    ['makes all line breaks one kind', 'a\r\nb\rc', 'a\nb\nc'],
    ['takes away colours', '\u001b[31m빨강\u001b[39m', '빨강'],
    ['takes away control characters', 'a\u0000\u0007\u0085b', 'ab'],
    ['takes away lone surrogates and direction overrides', 'a\ud800\u202eb', 'ab'],
    ['keeps markup: the page is what escapes it', '<b>&quot;</b>', '<b>&quot;</b>'],
  ])('%s', (_what, text, expected) => expect(readable(text, 100)).toBe(expected));

  it('is capped, says by how much, and never cuts a character in two', () => {
    expect(readable('🚀'.repeat(12), 10)).toBe(`${'🚀'.repeat(10)}\n… 2 more characters`);
    expect(readable('가'.repeat(10), 10)).toBe('가'.repeat(10));
  });
});

describe('in a run', () => {
  const spec = `
    const { attachChart, note } = require(${JSON.stringify(join(repository, 'setup/report.ts'))});
    it('tells its story', async () => {
      await note('\\u001b[31mAlarmHigh\\u001b[0m went to ALARM');
      await attachChart('<svg xmlns="http://www.w3.org/2000/svg"/>', '그림');
    });
    it('tells nothing', () => {});`;

  it('files note and chart under their test, the chart inside the page', async () => {
    const { dir, remove } = project();
    try {
      const run = await runJest({ dir, files: { 'a.spec.js': spec }, reporters: htmlReporters(dir) });
      expect(run.exitCode).toBe(0);
      const page = readFileSync(join(dir, 'report/index.html'), 'utf8');
      const [, json] = /id="jest-html-reports-result-data"[^>]*>([^<]*)</.exec(page)!;
      const { attachInfos } = JSON.parse(json!) as { attachInfos: Record<string, Record<string, Attached[]>> };
      const filed = attachInfos[join(dir, 'a.spec.js')]!;
      expect(Object.keys(filed)).toEqual(['tells its story']);
      expect(filed['tells its story']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ description: 'AlarmHigh went to ALARM' }),
          expect.objectContaining({
            description: '그림',
            extName: '.svg',
            filePath: expect.stringMatching(/^data:image\/svg\+xml;base64,.*#\.svg$/) as string,
          }),
        ]),
      );
    } finally {
      remove();
    }
  }, 70_000);

  it('passes without the report, and leaves no word of it', async () => {
    const { dir, remove } = project();
    try {
      const run = await runJest({ dir, files: { 'a.spec.js': spec }, reporters: ['default'] });
      expect(run.stderr).toContain('2 passed');
      expect(run.exitCode).toBe(0);
    } finally {
      remove();
    }
  }, 70_000);
});

interface Attached {
  description: string;
  extName?: string;
  filePath?: string;
}
