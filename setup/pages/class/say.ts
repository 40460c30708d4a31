/** What an instructor says aloud to those of a class with the same fault, by the step to set right and what was found there. Pure. */
import { steps } from '../../../fixtures/demogo';
import type { StepId } from '../../../fixtures/inspection/setting';
import { asIs, type Text } from '../../../helpers/language';
import { checkAgain } from './say-forms';
import { aloudOfSetting, type Aloud } from './say-settings';
import { nextOf, otherwiseOf, tooLate } from './say-steps';
import { headingOf, itsOwn } from './say-which';
import { isEntryStep, isItsEntry } from '../console-entry';
import type { Finding } from '../run-record';

/** Where no step of the workshop is named. */
const backTo = ({ ko, en }: Text): Text => ({
  ko: `실습 안내에서 이 단계로 돌아가 화면과 하나씩 비교해 주십시오: ${ko}`,
  en: `Go back to this step of the workshop, and compare with its pictures one by one: ${en}`,
});

const isStep = (id: string): id is StepId => Object.hasOwn(steps, id);

/**
 * @param step of the workshop, as a diagnosis names it
 * @param kind of the diagnosis, or else of the step that failed
 * @param finding none where the diagnosis does not have it as data
 * @param title of the step that failed
 */
export function aloud(
  step: string | undefined,
  kind: Finding['kind'] | 'late',
  finding: Finding | undefined,
  title: Text,
): Aloud {
  if (step === undefined || !isStep(step)) return { label: title, say: backTo(title) };
  if (kind === 'misconfigured' && finding && !isItsEntry(step, finding.about)) return aloudOfSetting(step, finding);
  const label = headingOf(step);
  if (kind === 'misconfigured' && isEntryStep(step)) return { label, say: checkAgain(step) };
  if (kind === 'late') return { label, say: tooLate };
  const say = kind === 'not yet' ? nextOf(step, finding) : otherwiseOf(step, finding);
  return { label: alarmOf(step, finding) ?? label, say };
}

/** An alarm itself, where it did otherwise; a step on the alarms is named for the high one alone. */
function alarmOf(step: StepId, finding: Finding | undefined): Text | undefined {
  const { about = '', alarm } = finding ?? {};
  const itself = alarm === 'AlarmLow' || ['alarmIs', 'wentInAlarm'].includes(about);
  return alarm !== undefined && itself ? itsOwn(step, asIs(alarm)) : undefined;
}
