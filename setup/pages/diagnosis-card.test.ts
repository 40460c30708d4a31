/** Tests of the diagnosis card: a broken link is marked as broken, the next one of a lab that is not yet done is not. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { diagnosisLabels as labels } from '../../fixtures/inspection/diagnosis-text';
import { inEach, type Language } from '../../helpers/language';
import { DiagnosisCard } from './diagnosis-card';

const cardOf = (label: keyof typeof labels, language: Language): string => {
  const text = inEach((each) => `${labels[label][each]}: … (3/7)\n${labels.notReached[each]}: …\nX: said`);
  return renderToString(h(DiagnosisCard, { diagnosis: { link: 'alarm', text }, language }));
};

it.each(['ko', 'en'] as const)(
  'in %s the chain says what these lines say, and has the broken link alone marked',
  (language) => {
    const [broken, next] = [cardOf('broken', language), cardOf('nextLink', language)];
    for (const card of [broken, next]) expect(card.match(/<dt>.*?<\/dt>/g)).toEqual(['<dt>X</dt>']);
    expect(broken).toContain('class="broken"');
    expect(broken).toContain(' ✗');
    expect(next).not.toContain('class="broken"');
    expect(next).not.toContain('✗');
  },
);
