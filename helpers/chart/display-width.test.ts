/** Tests of text widths: columns, cuts and line breaks. */
import { columns, fit, printable, textWidth, wrap } from './display-width';

describe('columns', () => {
  it.each([
    ['', 0],
    ['AlarmHigh', 9],
    ['오토스케일링', 12],
    ['오토 scaling', 12],
    ['漢字かな', 8],
    ['ﾊﾝｶｸ', 4],
    ['Ａ（）', 6],
    ['🚀', 2],
    ['e\u0301', 1],
    ['가'.normalize('NFD'), 2],
    ['→ · …', 5],
  ])('%s takes %i', (text, expected) => expect(columns(text)).toBe(expected));
});

describe('fit', () => {
  it.each([
    ['AlarmHigh', 9, 'AlarmHigh'],
    ['AlarmHigh', 6, 'Alarm…'],
    ['오토스케일링', 6, '오토…'],
    ['오토스케일링', 1, '…'],
    ['오토스케일링', 0, ''],
  ])('%s in %i columns is %s', (text, width, expected) => expect(fit(text, width)).toBe(expected));
});

describe('printable', () => {
  it.each([
    ['terminal escapes', '\u001b[31mred\u001b[0m', 'red'],
    ['control characters and line breaks', 'a\u0000\r\n\u0085b', 'a b'],
    ['direction overrides', 'a\u202eb\u2069', 'a b '],
    ['what XML cannot carry', 'a\ud800b\uffff', 'a b '],
  ])('takes away %s', (_what, text, expected) => expect(printable(text)).toBe(expected));
});

describe('wrap', () => {
  it('breaks at blanks, in pixels', () => {
    expect(wrap('하나 둘 셋 넷', 45, 10)).toEqual(['하나 둘', '셋 넷']);
  });

  it('breaks inside a word that has no blank', () => {
    expect(wrap('abcdefghij', 24, 10)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('loses nothing but blanks, and no line is too wide', () => {
    const text = '태스크 6개가 시작되어 target group에 등록됨 '.repeat(8);
    const lines = wrap(text, 120, 12);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120);
  });

  it('gives a sign its line where even one is too wide', () => {
    expect(wrap('가나', 1, 12)).toEqual(['가', '나']);
  });
});
