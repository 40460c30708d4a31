/** Which of the two chapters something is of that both have under one name: their alarms, and some headings. Pure. */
import { clusterAutoscaling, serviceAutoscaling, steps } from '../../../fixtures/demogo';
import type { StepId } from '../../../fixtures/inspection/setting';
import type { Text } from '../../../helpers/language';
import { isEntryStep } from '../console-entry';

const { service, policy } = serviceAutoscaling;
const groupPolicy = clusterAutoscaling.policy;

const ids = Object.keys(steps) as StepId[];

/** Whether the step is one of the chapter on the cluster. */
const isOfCluster = (step: StepId): boolean => ids.indexOf(step) >= ids.indexOf('providerName');

/** The policy whose alarms the step looks at. */
export const policyOf = (step: StepId): string => (isOfCluster(step) ? groupPolicy : policy).name;

/** What scales in the step's chapter. */
export const scaledBy = (step: StepId): Text =>
  isOfCluster(step)
    ? { ko: 'ASG', en: 'the Auto Scaling group' }
    : { ko: `${service.name} 서비스`, en: `the service ${service.name}` };

/** Something that each chapter has one of. @param what such as AlarmHigh */
export const itsOwn = (step: StepId, { ko, en }: Text): Text => ({
  ko: `${scaledBy(step).ko}(${policyOf(step)})의 ${ko}`,
  en: `${en} of ${scaledBy(step).en} (${policyOf(step)})`,
});

/** The heading of a step, also where the other chapter has one of the same words. */
export function headingOf(step: StepId): Text {
  const { ko, en } = steps[step];
  const alone = ids.every((other) => other === step || (steps[other].ko !== ko && steps[other].en !== en));
  if (alone) return { ko, en };
  // The other headings are sentences, and no name of something that a chapter has.
  return isEntryStep(step)
    ? itsOwn(step, { ko, en })
    : { ko: `${scaledBy(step).ko}: ${ko}`, en: `${en}: ${scaledBy(step).en}` };
}
